using System;
using System.Collections.Generic;
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
            long listed = 0;
            log.Verbose($"Listing '{folder.Path}' ({folder.ItemCount} items).");
            ItemListing listing = new(new ItemRequests(connection, log), folder, connection, log);
            await foreach (MailboxItem item in listing.RunAsync(cancellationToken).ConfigureAwait(false))
            {
                listed++;
                connection.Known.AddItemClass(item.ItemClass);
                if (request.Filter.Takes(item))
                {
                    yield return item;
                }
            }

            covered?.Invoke(Coverage(folder) with { Listed = listed, IsListed = true });
        }
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
