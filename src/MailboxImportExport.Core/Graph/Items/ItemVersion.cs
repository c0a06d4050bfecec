using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph.Json;
using MailboxImportExport.Model;

namespace MailboxImportExport.Graph.Items;

/// <summary>Asks in which version an item is.</summary>
internal static class ItemVersion
{
    /// <summary>The change key of an item, as listings write it.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="folder">The folder that the item is in.</param>
    /// <param name="itemId">The item.</param>
    /// <param name="log">Told of the call.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public static async Task<string?> FindAsync(GraphConnection connection, MailboxContentFolder folder, string itemId, IRunLog log, CancellationToken cancellationToken)
    {
        string servedBy = connection.Client.Relocations.ServedBy(folder.MailboxId, folder.FolderId);
        ItemJson item = await connection.Client.SendAsync(
            new GraphCall
            {
                Address = GraphAddress.Item(servedBy, folder.FolderId, itemId) + new ODataQuery().Add("select", "id,changeKey"),
                MailboxId = folder.MailboxId,
                FolderId = folder.FolderId,
                Doing = $"looking at an item of '{folder.Path}' in {connection.Known.NameOf(folder.MailboxId)}",
                Target = itemId,
                NotFound = FailureKind.ItemNotFound,
            },
            GraphJson.Default.ItemJson,
            log,
            cancellationToken).ConfigureAwait(false);
        return item.ChangeKey;
    }
}
