using System;
using System.Collections.Generic;
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
/// creation time: each page is asked for from the last time seen on, and ids of that instant that were already given are
/// dropped. What is created after the listing began is left out: the newest items are read first, before anything is
/// given out, so that a pipe which imports into the very folder it lists does not meet its own work. Times of the service may
/// be cut to whole seconds; nothing here depends on more.
/// </remarks>
internal sealed class ItemListing(ItemRequests requests, MailboxContentFolder folder, GraphConnection connection, IRunLog log, ItemFilter? filter = null)
{
    private const string ByCreation = "createdDateTime";

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

    private static string From(DateTimeOffset instant) => $"{ByCreation} ge {ODataQuery.Literal(instant)}";

    private DateTimeOffset Boundary()
    {
        DateTimeOffset now = connection.Time.GetUtcNow();
        DateTimeOffset service = connection.Client.ServiceTime ?? now;
        DateTimeOffset boundary = (service < now ? service : now) - RecentWindow;
        return new DateTimeOffset(boundary.Ticks - (boundary.Ticks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
    }

    private async Task<PageJson<ItemJson>?> FirstAsync(CancellationToken cancellationToken)
    {
        PageJson<ItemJson>? page = await TryAsync(null, cancellationToken).ConfigureAwait(false);
        if (page is not null || _pushed is null)
        {
            LogFilter();
            return page;
        }

        log.Verbose($"The service refuses the filter {_pushed}; the items of '{folder.Path}' are filtered here.");
        _pushed = null;
        return await TryAsync(null, cancellationToken).ConfigureAwait(false);
    }

    // Null: the service refuses this filter or this order.
    private async Task<PageJson<ItemJson>?> TryAsync(string? from, CancellationToken cancellationToken)
    {
        try
        {
            return await requests.ListAsync(folder, With(from), ByCreation, 0, 0, cancellationToken).ConfigureAwait(false);
        }
        catch (MailboxServiceException e) when (e.StatusCode == 400)
        {
            log.Debug($"The service refuses to list by creation time: {e.ServiceCode}");
            return null;
        }
    }

    private void LogFilter()
    {
        if (_pushed is not null)
        {
            log.Verbose($"The service filters the items of '{folder.Path}' by {_pushed}; the rest is filtered here.");
        }
    }

    private string? With(string? from) => ODataQuery.And(from, _pushed, _raw);

    private async Task<List<ItemJson>?> RecentAsync(DateTimeOffset boundary, CancellationToken cancellationToken)
    {
        PageJson<ItemJson>? page = await TryAsync(From(boundary), cancellationToken).ConfigureAwait(false);
        if (page is null)
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
        HashSet<string> idsOfInstant = new(StringComparer.Ordinal);
        DateTimeOffset instant = DateTimeOffset.MinValue;
        while (true)
        {
            DateTimeOffset before = instant;
            foreach (ItemJson item in page.Value ?? throw Errors.AnswerInvalid("a page of items has no value."))
            {
                DateTimeOffset created = item.CreatedDateTime ?? instant;
                if (created >= boundary)
                {
                    yield break;
                }

                if (created > instant)
                {
                    instant = created;
                    idsOfInstant.Clear();
                }

                if (idsOfInstant.Add(item.Id ?? string.Empty))
                {
                    yield return item;
                }
            }

            if (page.NextLink is null)
            {
                yield break;
            }

            // Within one instant there is no later time to go on from: only there the next link is followed.
            page = instant > before
                ? await requests.ListAsync(folder, With(From(instant)), ByCreation, 0, idsOfInstant.Count, cancellationToken).ConfigureAwait(false)
                : await requests.FollowAsync(folder, page.NextLink, cancellationToken).ConfigureAwait(false);
        }
    }
}
