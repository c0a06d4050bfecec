using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph.Json;
using MailboxImportExport.Model;

namespace MailboxImportExport.Graph.Items;

/// <summary>Tells which version of an item stands in a mailbox now.</summary>
internal sealed class ItemVersions(GraphConnection connection, IRunLog log)
{
    /// <summary>The change key of an item, as listings write it.</summary>
    /// <param name="mailboxId">The mailbox.</param>
    /// <param name="folderId">The folder that the item is in.</param>
    /// <param name="itemId">The item.</param>
    /// <param name="name">What the user knows it by.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="MailboxServiceException"><c>ItemNotFound</c>: it is not there.</exception>
    public async Task<string?> ReadAsync(string mailboxId, string folderId, string itemId, string name, CancellationToken cancellationToken)
    {
        ItemJson now = await connection.Client.SendAsync(
            new GraphCall
            {
                Address = GraphAddress.Item(mailboxId, folderId, itemId) + new ODataQuery().Add("select", "id,changeKey"),
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
