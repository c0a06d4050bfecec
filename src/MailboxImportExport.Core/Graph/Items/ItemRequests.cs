using System;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph.Json;
using MailboxImportExport.Model;

namespace MailboxImportExport.Graph.Items;

/// <summary>The list call on items.</summary>
internal sealed class ItemRequests(GraphConnection connection, IRunLog log, ItemQuery? query = null)
{
    /// <summary>A page as it is asked for: used by others in the field without trouble; the documentation names no maximum.</summary>
    public const int PageSize = 250;

    // Twice the usual page at most: enough to go past what one instant has already given.
    private const int LargestPage = 2 * PageSize;

    private readonly ItemQuery _query = query ?? ItemQuery.Plain;
    private readonly PageLength _length = new(PageSize);
    private bool _refusesLargePages;

    /// <summary>An item as users see it.</summary>
    public MailboxItem ToModel(ItemJson json, MailboxContentFolder folder) => _query.ToModel(json, folder);

    /// <summary>Asks for a page of items.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="filter">OData filter, or null.</param>
    /// <param name="orderBy">OData order, or null.</param>
    /// <param name="skip">Items to pass over, or 0.</param>
    /// <param name="known">Items at the beginning of the page that the caller has already; the page is made larger by their number.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<PageJson<ItemJson>> ListAsync(
        MailboxContentFolder folder,
        string? filter,
        string? orderBy,
        int skip,
        int known,
        CancellationToken cancellationToken)
    {
        while (true)
        {
            int top = _length.IsUsual && !_refusesLargePages ? Math.Min(LargestPage, PageSize + known) : _length.Now;
            try
            {
                PageJson<ItemJson> page = await SendAsync(folder, Address(folder, filter, orderBy, skip, top), _length.AttemptsAtSize, cancellationToken).ConfigureAwait(false);
                _length.Accept();
                return page;
            }
            catch (MailboxServiceException e) when (e.StatusCode == 400 && top > PageSize)
            {
                _refusesLargePages = true;
            }
            catch (MailboxImportExportException e) when (_length.CanHalve(e))
            {
                _length.Halve();
                log.Verbose($"A page of {top} items of '{folder.Path}' does not come ({e.Message}); {_length.Now} are asked for.");
            }
        }
    }

    /// <summary>Asks for a page by its address, for example a next link.</summary>
    public Task<PageJson<ItemJson>> FollowAsync(MailboxContentFolder folder, string address, CancellationToken cancellationToken) => SendAsync(folder, address, null, cancellationToken);

    private Task<PageJson<ItemJson>> SendAsync(MailboxContentFolder folder, string address, int? attemptsAtSize, CancellationToken cancellationToken) => connection.Client.SendAsync(
        new GraphCall
        {
            Address = address,
            MailboxId = folder.MailboxId,
            FolderId = folder.FolderId,
            AttemptsAtSize = attemptsAtSize,
            Doing = $"listing the items of '{folder.Path}' in {connection.Known.NameOf(folder.MailboxId)}",
            Target = folder.Path,
            NotFound = FailureKind.FolderNotFound,
        },
        GraphJson.Default.PageJsonItemJson,
        log,
        cancellationToken);

    private string Address(MailboxContentFolder folder, string? filter, string? orderBy, int skip, int top)
    {
        ODataQuery query = new ODataQuery().Add("top", top);
        if (skip > 0)
        {
            query.Add("skip", skip);
        }

        query.Add("filter", filter).Add("orderby", orderBy).Add("select", ItemFields.Select).Add("expand", _query.Expand);
        return GraphAddress.Items(folder.MailboxId, folder.FolderId) + query;
    }
}
