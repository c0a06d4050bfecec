using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph;
using MailboxImportExport.Model;
using MailboxImportExport.Transport;

namespace MailboxImportExport.Access.Service;

/// <summary>A mailbox that the service is tried on, with what the steps have made in it.</summary>
internal sealed class ServiceTrial(GraphConnection connection, IRunLog log, MailboxContentStore store)
{
    // What a trial reads is small; an answer beyond this is not looked into.
    private const int LongestAnswer = 4 * 1024 * 1024;

    public GraphConnection Connection => connection;

    public IRunLog Log => log;

    public MailboxContentStore Store => store;

    /// <summary>Id of the folder that the trial created; null before and after.</summary>
    public string? FolderId { get; set; }

    /// <summary>Name of that folder while it is not known whether it was created.</summary>
    public string? FolderName { get; set; }

    /// <summary>The session that the trial opened.</summary>
    public MailboxImportSession? Session { get; set; }

    /// <summary>Path of the mailbox.</summary>
    public string Mailbox => GraphAddress.Mailbox(store.MailboxId);

    /// <summary>Sends a call and gives the answer, refusals included. It is not repeated beyond what the transport does by itself.</summary>
    public async Task<ServiceAnswer> SendAsync(HttpMethod method, string address, string? body, string? version, CancellationToken cancellationToken)
    {
        GraphCall call = new()
        {
            Method = method,
            Address = address,
            Version = version,
            MailboxId = store.MailboxId,
            MakeBody = body is null ? null : () => Encoding.UTF8.GetBytes(body),
            Repeat = method == HttpMethod.Get ? Repeat.Always : Repeat.WhenRefused,
            Doing = "trying the service",
            Target = store.Identity,
        };
        try
        {
            return await connection.Client.ExportAsync(call, ReadAsync, null, log, cancellationToken).ConfigureAwait(false);
        }
        catch (MailboxServiceException e) when (!FailureScope.EndsRun(e.Kind))
        {
            return Refused(e);
        }
    }

    /// <summary>A refusal as an answer.</summary>
    public static ServiceAnswer Refused(MailboxServiceException e)
    {
        List<string> headers = [];
        if (e.RequestId is not null)
        {
            headers.Add("request-id");
        }

        if (e.ClientRequestId is not null)
        {
            headers.Add("client-request-id");
        }

        if (e.RetryAfter is not null)
        {
            headers.Add("Retry-After");
        }

        return new ServiceAnswer { Status = e.StatusCode, Code = e.ServiceCode, Headers = headers };
    }

    private static async Task<ServiceAnswer> ReadAsync(HttpResponseMessage response, Stream body, CancellationToken cancellationToken)
    {
        JsonElement json = default;
        using MemoryStream content = new();
        await new BoundedStream(body, LongestAnswer).CopyToAsync(content, 81920, cancellationToken).ConfigureAwait(false);
        if (content.Length > 0)
        {
            try
            {
                using JsonDocument document = JsonDocument.Parse(content.ToArray());
                json = document.RootElement.Clone();
            }
            catch (JsonException e)
            {
                throw Errors.AnswerInvalid("it is not JSON.", e);
            }
        }

        return new ServiceAnswer
        {
            Status = (int)response.StatusCode,
            Body = json,
            Headers = [.. response.Headers.Select(static h => h.Key).Concat(response.Content.Headers.Select(static h => h.Key)).OrderBy(static n => n, StringComparer.OrdinalIgnoreCase)],
        };
    }
}
