using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph;
using MailboxImportExport.Graph.Json;
using MailboxImportExport.Model;

namespace MailboxImportExport.Transfer.Remove;

/// <summary>Tells which version of an item stands in a mailbox now.</summary>
internal sealed class ItemVersions(GraphConnection connection, IRunLog log)
{
    /// <summary>The change key of an item.</summary>
    /// <exception cref="MailboxServiceException"><c>ItemNotFound</c>: it is not there.</exception>
    public async Task<string?> ReadAsync(string mailboxId, string folderId, string itemId, string name, CancellationToken cancellationToken)
    {
        string servedBy = connection.Client.Relocations.ServedBy(mailboxId, folderId);
        ItemJson now = await connection.Client.SendAsync(
            new GraphCall
            {
                Address = GraphAddress.Item(servedBy, folderId, itemId) + new ODataQuery().Add("select", "id,changeKey"),
                MailboxId = mailboxId,
                FolderId = folderId,
                Doing = $"looking at '{name}' in {connection.Known.NameOf(mailboxId)}",
                Target = name,
                NotFound = FailureKind.ItemNotFound,
            },
            GraphJson.Default.ItemJson,
            log,
            cancellationToken).ConfigureAwait(false);
        return now.ChangeKey;
    }
}
