using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph.Json;
using MailboxImportExport.Model;

namespace MailboxImportExport.Graph.Items;

/// <summary>
/// Lists a folder by page numbers, where the service refuses to list by time: pages overlap, and the listing is repeated until a
/// pass finds nothing new.
/// </summary>
internal sealed class OverlappingListing(ItemRequests requests, MailboxContentFolder folder, IRunLog log, string? raw)
{
    // Arrivals without end would otherwise keep the listing going for ever.
    private const int MostPasses = 5;

    private readonly OverlappingPages _pages = new(requests, folder);
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly List<ListedItem> _items = [];

    public async IAsyncEnumerable<ListedItem> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        log.Warning($"The service refuses to list '{folder.Path}' by time; it is listed by page numbers, and again until nothing new is found.");

        // Everything is read before anything is given out: what the caller does with the items must not shift the pages.
        int pass = 1;
        while (await FindsNewAsync(cancellationToken).ConfigureAwait(false) && pass < MostPasses)
        {
            log.Verbose($"'{folder.Path}': {_items.Count} items after pass {pass}.");
            pass++;
        }

        foreach (ListedItem item in _items)
        {
            yield return item;
        }
    }

    private async Task<bool> FindsNewAsync(CancellationToken cancellationToken)
    {
        int before = _items.Count;
        try
        {
            await foreach (ItemJson json in _pages.RunAsync(raw, null, cancellationToken).ConfigureAwait(false))
            {
                if (json.Id is not null && _seen.Add(json.Id))
                {
                    _items.Add(new ListedItem(json, requests.ToModel(json, folder), folder));
                }
            }
        }
        catch (MailboxServiceException e) when (e.StatusCode == 400 && raw is not null)
        {
            throw Errors.FilterRefused(raw, folder.Path, e);
        }

        return _items.Count > before;
    }
}
