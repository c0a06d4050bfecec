using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph.Folders;
using MailboxImportExport.Model;

namespace MailboxImportExport.Graph.Items;

/// <summary>Lists the items that a request is about, folder by folder, and tells what became of each folder.</summary>
internal sealed class ListItems(GraphConnection connection, IRunLog log)
{
    /// <param name="request">What is listed.</param>
    /// <param name="entered">Told of each folder before its items.</param>
    /// <param name="covered">Told of each folder when it is listed to its end, or left out.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    public async IAsyncEnumerable<MailboxItem> RunAsync(
        ItemListRequest request,
        Action<MailboxContentFolder>? entered,
        Action<FolderCoverage>? covered,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        WarnOfArchive(request);
        IAsyncEnumerable<MailboxItem> items = request.NewestFirst
            ? NewestFirstAsync(request, entered, covered, cancellationToken)
            : OldestFirstAsync(request, entered, covered, cancellationToken);
        int passed = 0;
        int given = 0;
        await foreach (MailboxItem item in items.ConfigureAwait(false))
        {
            if (passed++ < request.Skip)
            {
                continue;
            }

            yield return item;
            if (++given == request.First)
            {
                yield break;
            }
        }
    }

    private async IAsyncEnumerable<MailboxItem> OldestFirstAsync(
        ItemListRequest request,
        Action<MailboxContentFolder>? entered,
        Action<FolderCoverage>? covered,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (ListedItem item in FoldersAsync(request, entered, covered, cancellationToken).ConfigureAwait(false))
        {
            yield return item.Model;
        }
    }

    private async IAsyncEnumerable<MailboxItem> NewestFirstAsync(
        ItemListRequest request,
        Action<MailboxContentFolder>? entered,
        Action<FolderCoverage>? covered,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ItemFilter filter = request.Query.Filter;
        if (request is { Folder: FolderIdentity identity, Recurse: false } && filter.TimeProperty == ItemTime.Created)
        {
            MailboxContentFolder folder = await FolderSelection.FindAsync(identity, new FolderRequests(connection, log), request.Store, cancellationToken).ConfigureAwait(false);
            NewestCreatedListing newest = new(new ItemRequests(connection, log, request.Query), folder, filter, log);
            if (await newest.TryRunAsync(cancellationToken).ConfigureAwait(false) is IAsyncEnumerable<ListedItem> pages)
            {
                entered?.Invoke(folder);
                await foreach (ListedItem item in CoverAsync(folder, pages, filter, covered, cancellationToken).ConfigureAwait(false))
                {
                    yield return item.Model;
                }

                yield break;
            }
        }

        NewestFirstListing turned = new(Path.GetTempPath(), filter.TimeProperty);
        IAsyncEnumerable<ListedItem> listed = FoldersAsync(request, entered, covered, cancellationToken);
        await foreach (MailboxItem item in turned.RunAsync(listed, request.Query, cancellationToken).ConfigureAwait(false))
        {
            yield return item;
        }
    }

    private async IAsyncEnumerable<ListedItem> FoldersAsync(
        ItemListRequest request,
        Action<MailboxContentFolder>? entered,
        Action<FolderCoverage>? covered,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        FolderSelection selection = new(connection, log);
        await foreach ((MailboxContentFolder folder, string? leftOut) in selection.RunAsync(request, cancellationToken).ConfigureAwait(false))
        {
            if (leftOut is not null)
            {
                log.Verbose($"'{folder.Path}' is left out: {leftOut}.");
                covered?.Invoke(Coverage(folder) with { LeftOut = leftOut });
                continue;
            }

            entered?.Invoke(folder);
            log.Verbose($"Listing '{folder.Path}' ({folder.ItemCount} items).");
            ItemListing listing = new(new ItemRequests(connection, log, request.Query), folder, connection, log, request.Query.Filter);
            await foreach (ListedItem item in CoverAsync(folder, listing.RunAsync(cancellationToken), request.Query.Filter, covered, cancellationToken).ConfigureAwait(false))
            {
                yield return item;
            }
        }
    }

    // Gives what the filter takes of a folder, and tells of the folder at its end.
    private async IAsyncEnumerable<ListedItem> CoverAsync(
        MailboxContentFolder folder,
        IAsyncEnumerable<ListedItem> items,
        ItemFilter filter,
        Action<FolderCoverage>? covered,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long listed = 0;
        await foreach (ListedItem item in items.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            listed++;
            connection.Known.AddItemClass(item.Model.ItemClass);
            if (filter.Takes(item.Model))
            {
                yield return item;
            }
        }

        covered?.Invoke(Coverage(folder) with { Listed = listed, IsListed = true });
    }

    private void WarnOfArchive(ItemListRequest request)
    {
        if (request.Folder is null && !request.Store.IsArchive && request.Store.ArchiveMailboxId is not null)
        {
            log.Warning($"{request.Store.Identity} has an archive mailbox, which is not included; run the same line with -Archive as well.");
        }
    }

    private static FolderCoverage Coverage(MailboxContentFolder folder) => new()
    {
        MailboxId = folder.MailboxId,
        FolderId = folder.FolderId,
        Path = folder.Path,
        ServerCount = folder.ItemCount,
    };
}
