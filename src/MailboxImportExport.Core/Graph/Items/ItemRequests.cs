using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph.Json;
using MailboxImportExport.Model;

namespace MailboxImportExport.Graph.Items;

/// <summary>The list call on items.</summary>
internal sealed class ItemRequests(GraphConnection connection, IRunLog log)
{
    /// <summary>A page as it is asked for: used by others in the field without trouble; the documentation names no maximum.</summary>
    public const int PageSize = 250;

    /// <summary>Asks for a page of items.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="filter">OData filter, or null.</param>
    /// <param name="orderBy">OData order, or null.</param>
    /// <param name="skip">Items to pass over, or 0.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<PageJson<ItemJson>> ListAsync(
        MailboxContentFolder folder,
        string? filter,
        string? orderBy,
        int skip,
        CancellationToken cancellationToken)
    {
        ODataQuery query = new ODataQuery().Add("top", PageSize);
        if (skip > 0)
        {
            query.Add("skip", skip);
        }

        query.Add("filter", filter).Add("orderby", orderBy).Add("select", ItemFields.Select).Add("expand", ItemFields.Expand);
        return FollowAsync(folder, GraphAddress.Items(connection.Client.Relocations.ServedBy(folder.MailboxId, folder.FolderId), folder.FolderId) + query, cancellationToken);
    }

    /// <summary>Asks for a page by its address, for example a next link.</summary>
    public Task<PageJson<ItemJson>> FollowAsync(MailboxContentFolder folder, string address, CancellationToken cancellationToken) => connection.Client.SendAsync(
        new GraphCall
        {
            Address = address,
            MailboxId = folder.MailboxId,
            FolderId = folder.FolderId,
            Doing = $"listing the items of '{folder.Path}' in {connection.Known.NameOf(folder.MailboxId)}",
            Target = folder.Path,
            NotFound = FailureKind.FolderNotFound,
        },
        GraphJson.Default.PageJsonItemJson,
        log,
        cancellationToken);
}
