using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph.Json;
using MailboxImportExport.Model;

namespace MailboxImportExport.Graph.Items;

/// <summary>
/// Lists a folder by page numbers, where the service refuses to list by time: pages overlap by half, so that a few deletions
/// do not carry an item over a page border unseen, and the listing is repeated until a pass finds nothing new.
/// </summary>
internal sealed class OverlappingListing(ItemRequests requests, MailboxContentFolder folder, IRunLog log, string? raw)
{
    // Arrivals without end would otherwise keep the listing going for ever.
    private const int MostPasses = 5;

    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    public async IAsyncEnumerable<ListedItem> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        log.Warning($"The service refuses to list '{folder.Path}' by time; it is listed by page numbers, and again until nothing new is found.");

        // Everything is read before anything is given out: what the caller does with the items must not shift the pages.
        List<ListedItem> items = [];
        for (int pass = 1; pass <= MostPasses && await PassAsync(items, cancellationToken).ConfigureAwait(false); pass++)
        {
            log.Verbose($"'{folder.Path}': {items.Count} items after pass {pass}.");
        }

        foreach (ListedItem item in items)
        {
            yield return item;
        }
    }

    private async Task<bool> PassAsync(List<ListedItem> items, CancellationToken cancellationToken)
    {
        int before = items.Count;
        for (int skip = 0; ; skip += ItemRequests.PageSize / 2)
        {
            PageJson<ItemJson> page = await PageAsync(skip, cancellationToken).ConfigureAwait(false);
            foreach (ItemJson json in page.Value ?? throw Errors.AnswerInvalid("a page of items has no value."))
            {
                if (json.Id is not null && _seen.Add(json.Id))
                {
                    items.Add(new ListedItem(json, requests.ToModel(json, folder), folder));
                }
            }

            if (page.NextLink is null)
            {
                return items.Count > before;
            }
        }
    }

    private async Task<PageJson<ItemJson>> PageAsync(int skip, CancellationToken cancellationToken)
    {
        try
        {
            return await requests.ListAsync(folder, raw, null, skip, 0, cancellationToken).ConfigureAwait(false);
        }
        catch (MailboxServiceException e) when (e.StatusCode == 400 && raw is not null)
        {
            throw Errors.FilterRefused(raw, folder.Path, e);
        }
    }
}
