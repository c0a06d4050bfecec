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
internal sealed class ItemListing(ItemRequests requests, MailboxContentFolder folder, GraphConnection connection, IRunLog log)
{
    private const string ByCreation = "createdDateTime";

    // Wider than clocks differ and than the service needs to show a new item.
    private static readonly TimeSpan RecentWindow = TimeSpan.FromMinutes(2);

    /// <summary>Lists the folder, oldest first, each item once.</summary>
    public async IAsyncEnumerable<MailboxItem> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        PageJson<ItemJson>? first = await TryAsync(null, cancellationToken).ConfigureAwait(false);
        bool isWhole = first is { NextLink: null };
        DateTimeOffset boundary = Boundary();
        List<ItemJson>? recent = first is null || isWhole ? [] : await RecentAsync(boundary, cancellationToken).ConfigureAwait(false);
        if (first is null || recent is null)
        {
            await foreach (MailboxItem item in new OverlappingListing(requests, folder, log).RunAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return item;
            }

            yield break;
        }

        // A folder that fits into one answer is a snapshot already; of a larger one only the older part is read from here on.
        await foreach (ItemJson json in PagesAsync(first, isWhole ? DateTimeOffset.MaxValue : boundary, cancellationToken).ConfigureAwait(false))
        {
            yield return ItemFields.ToModel(json, folder);
        }

        foreach (ItemJson json in recent)
        {
            yield return ItemFields.ToModel(json, folder);
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

    // Null: the service refuses this filter or this order.
    private async Task<PageJson<ItemJson>?> TryAsync(string? filter, CancellationToken cancellationToken)
    {
        try
        {
            return await requests.ListAsync(folder, filter, ByCreation, 0, cancellationToken).ConfigureAwait(false);
        }
        catch (MailboxServiceException e) when (e.StatusCode == 400)
        {
            log.Debug($"The service refuses to list by creation time: {e.ServiceCode}");
            return null;
        }
    }

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
                ? await requests.ListAsync(folder, From(instant), ByCreation, 0, cancellationToken).ConfigureAwait(false)
                : await requests.FollowAsync(folder, page.NextLink, cancellationToken).ConfigureAwait(false);
        }
    }
}
