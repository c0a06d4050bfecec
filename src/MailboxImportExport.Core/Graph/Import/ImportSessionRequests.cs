using System;
using System.Net.Http;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph.Json;
using MailboxImportExport.Model;

namespace MailboxImportExport.Graph.Import;

/// <summary>The call that opens an import session.</summary>
internal sealed class ImportSessionRequests(GraphConnection connection, IRunLog log)
{
    // The documentation shows no body; an empty object is accepted too and makes the content type true.
    private static readonly byte[] EmptyObject = Encoding.ASCII.GetBytes("{}");

    public async Task<MailboxImportSession> CreateAsync(string mailboxId, CancellationToken cancellationToken)
    {
        ImportSessionJson json = await connection.Client.SendAsync(
            new GraphCall
            {
                Method = HttpMethod.Post,
                Address = GraphAddress.CreateImportSession(mailboxId),
                MailboxId = mailboxId,
                MakeBody = static () => EmptyObject,
                Doing = $"opening an import session for {connection.Known.NameOf(mailboxId)}",
                Target = connection.Known.NameOf(mailboxId),
            },
            GraphJson.Default.ImportSessionJson,
            log,
            cancellationToken).ConfigureAwait(false);
        bool isLink = Uri.TryCreate(json.ImportUrl, UriKind.Absolute, out _);
        return isLink && json.ExpirationDateTime is DateTimeOffset expires
            ? new MailboxImportSession(mailboxId, json.ImportUrl!, expires.ToUniversalTime(), connection)
            : throw Errors.AnswerInvalid("the import session has no link or no end.");
    }
}
