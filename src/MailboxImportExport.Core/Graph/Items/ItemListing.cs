using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph.Json;
using MailboxImportExport.Model;

namespace MailboxImportExport.Graph.Items;

/// <summary>
/// Lists the items of a folder so that arrivals and deletions meanwhile neither hide an item nor show one twice.
/// </summary>
/// <remarks>
/// Pages by number (<c>$skip</c>, and the next links made of it) shift when something is deleted. So the listing goes by
/// creation time: each page is asked for from the last time of the one before, and the items of an instant are given out when one
/// answer has brought all of them. What is created after the listing began is left out: the newest items are read first, before
/// anything is given out, so that a pipe which imports into the very folder it lists does not meet its own work. Times of the
/// service may be cut to whole seconds; nothing here depends on more.
/// </remarks>
internal sealed class ItemListing(ItemRequests requests, MailboxContentFolder folder, GraphConnection connection, IRunLog log, ItemFilter? filter = null)
{
    private const string ByCreation = "createdDateTime";

    // Arrivals without end would otherwise keep the listing going for ever.
    private const int MostPasses = 5;

    // Wider than clocks differ and than the service needs to show a new item.
    private static readonly TimeSpan RecentWindow = TimeSpan.FromMinutes(2);

    // What a user wrote as a filter: only the service can apply it.
    private readonly string? _raw = filter?.Raw;

    // What of the caller's filter the service applies as well; none of it when the service refuses.
    private string? _pushed = filter?.ToOData();

    /// <summary>Lists the folder, oldest first, each item once.</summary>
    public async IAsyncEnumerable<ListedItem> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        PageJson<ItemJson>? first = await FirstAsync(cancellationToken).ConfigureAwait(false);
        bool isWhole = first is { NextLink: null };
        DateTimeOffset boundary = Boundary();
        List<ItemJson>? recent = first is null || isWhole ? [] : await RecentAsync(boundary, cancellationToken).ConfigureAwait(false);
        if (first is null || recent is null)
        {
            await foreach (ListedItem item in new OverlappingListing(requests, folder, log, _raw).RunAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return item;
            }

            yield break;
        }

        // A folder that fits into one answer is a snapshot already; of a larger one only the older part is read from here on.
        await foreach (ItemJson json in PagesAsync(first, isWhole ? DateTimeOffset.MaxValue : boundary, cancellationToken).ConfigureAwait(false))
        {
            yield return new ListedItem(json, requests.ToModel(json, folder), folder);
        }

        foreach (ItemJson json in recent)
        {
            yield return new ListedItem(json, requests.ToModel(json, folder), folder);
        }
    }

    private static string? From(DateTimeOffset instant) => instant == DateTimeOffset.MinValue ? null : $"{ByCreation} ge {ODataQuery.Literal(instant)}";

    private static DateTimeOffset Created(ItemJson item) => item.CreatedDateTime ?? DateTimeOffset.MinValue;

    private static IReadOnlyList<ItemJson> Items(PageJson<ItemJson> page) => page.Value ?? throw Errors.AnswerInvalid("a page of items has no value.");

    // A service that ignores the order or the filter is no better than one that refuses them.
    private static bool IsAsAskedFor(PageJson<ItemJson> page, DateTimeOffset from)
    {
        DateTimeOffset last = from;
        foreach (ItemJson item in Items(page))
        {
            if (Created(item) < last)
            {
                return false;
            }

            last = Created(item);
        }

        return true;
    }

    private DateTimeOffset Boundary()
    {
        DateTimeOffset now = connection.Time.GetUtcNow();
        DateTimeOffset service = connection.Client.ServiceTime ?? now;
        DateTimeOffset boundary = (service < now ? service : now) - RecentWindow;
        return new DateTimeOffset(boundary.Ticks - (boundary.Ticks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
    }

    private async Task<PageJson<ItemJson>?> FirstAsync(CancellationToken cancellationToken)
    {
        PageJson<ItemJson>? page = await TryAsync(DateTimeOffset.MinValue, cancellationToken).ConfigureAwait(false);
        if (page is not null || _pushed is null)
        {
            LogFilter();
            return page;
        }

        log.Verbose($"The service refuses the filter {_pushed}; the items of '{folder.Path}' are filtered here.");
        _pushed = null;
        return await TryAsync(DateTimeOffset.MinValue, cancellationToken).ConfigureAwait(false);
    }

    private void LogFilter()
    {
        if (_pushed is not null)
        {
            log.Verbose($"The service filters the items of '{folder.Path}' by {_pushed}; the rest is filtered here.");
        }
    }

    private string? With(string? from) => ODataQuery.And(from, _pushed, _raw);

    // Null: the service refuses this filter, or does not list by creation time.
    private async Task<PageJson<ItemJson>?> TryAsync(DateTimeOffset from, CancellationToken cancellationToken)
    {
        try
        {
            PageJson<ItemJson> page = await PageAsync(from, 0, cancellationToken).ConfigureAwait(false);
            return page.NextLink is null || IsAsAskedFor(page, from) ? page : null;
        }
        catch (MailboxServiceException e) when (e.StatusCode == 400)
        {
            log.Debug($"The service refuses to list by creation time: {e.ServiceCode}");
            return null;
        }
    }

    private Task<PageJson<ItemJson>> PageAsync(DateTimeOffset from, int known, CancellationToken cancellationToken)
        => requests.ListAsync(folder, With(From(from)), ByCreation, 0, known, cancellationToken);

    private async Task<List<ItemJson>?> RecentAsync(DateTimeOffset boundary, CancellationToken cancellationToken)
    {
        PageJson<ItemJson>? page = await TryAsync(boundary, cancellationToken).ConfigureAwait(false);
        if (page is null || !IsAsAskedFor(page, boundary))
        {
            return null;
        }

        List<ItemJson> recent = [];
        await foreach (ItemJson item in PagesAsync(page, DateTimeOffset.MaxValue, cancellationToken).ConfigureAwait(false))
        {
            recent.Add(item);
        }

        return recent;
    }

    private async IAsyncEnumerable<ItemJson> PagesAsync(PageJson<ItemJson> page, DateTimeOffset boundary, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? followed = null;
        while (page.NextLink is string link)
        {
            if (Items(page).Count == 0)
            {
                // Exchange may give up searching for a while: nothing found yet, and a link to go on.
                followed = link != followed ? link : throw Errors.AnswerInvalid("the list of items does not end.");
                page = await requests.FollowAsync(folder, link, cancellationToken).ConfigureAwait(false);
                continue;
            }

            DateTimeOffset first = Created(Items(page)[0]);
            DateTimeOffset last = Created(Items(page)[Items(page).Count - 1]);
            IEnumerable<ItemJson> whole = Items(page).TakeWhile(i => Created(i) < last);
            DateTimeOffset? next = last;
            if (first == last)
            {
                (whole, next) = await InstantAsync(first, cancellationToken).ConfigureAwait(false);
            }

            foreach (ItemJson item in whole.TakeWhile(i => Created(i) < boundary))
            {
                yield return item;
            }

            if (next is null || next >= boundary)
            {
                yield break;
            }

            // The instant that is asked for again must not make the page smaller.
            int known = next == last ? Items(page).Count(i => Created(i) == last) : 0;
            page = await PageAsync(next.Value, known, cancellationToken).ConfigureAwait(false);
        }

        foreach (ItemJson item in Items(page).TakeWhile(i => Created(i) < boundary))
        {
            yield return item;
        }
    }

    // More items than a page holds were created at the same time: only there page numbers count, until a pass finds nothing new.
    private async Task<(IReadOnlyList<ItemJson> Items, DateTimeOffset? Next)> InstantAsync(DateTimeOffset instant, CancellationToken cancellationToken)
    {
        OverlappingPages pages = new(requests, folder);
        HashSet<string> ids = new(StringComparer.Ordinal);
        List<ItemJson> items = [];
        DateTimeOffset? next = null;
        int before = -1;
        for (int pass = 0; pass < MostPasses && items.Count > before; pass++)
        {
            before = items.Count;
            await foreach (ItemJson item in pages.RunAsync(With(From(instant)), ByCreation, cancellationToken).ConfigureAwait(false))
            {
                if (Created(item) > instant)
                {
                    next = Created(item) < (next ?? DateTimeOffset.MaxValue) ? Created(item) : next;
                    break;
                }

                if (ids.Add(item.Id ?? string.Empty))
                {
                    items.Add(item);
                }
            }
        }

        return (items, next);
    }
}
