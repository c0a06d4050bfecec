using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph.Json;
using MailboxImportExport.Model;

namespace MailboxImportExport.Graph.Items;

/// <summary>
/// Lists a folder from its newest item on, by creation time, so that the first few cost one call. Each page begins at the second
/// where the last one ended; within one second next links are followed.
/// </summary>
internal sealed class NewestCreatedListing(ItemRequests requests, MailboxContentFolder folder, ItemFilter filter, IRunLog log)
{
    private const string Newest = "createdDateTime desc";

    private string? _pushed = filter.ToOData();

    /// <summary>The items, or null when the service refuses the order.</summary>
    public async Task<IAsyncEnumerable<ListedItem>?> TryRunAsync(CancellationToken cancellationToken)
    {
        PageJson<ItemJson>? page = await TryFirstAsync(cancellationToken).ConfigureAwait(false);
        if (page is null && _pushed is not null)
        {
            _pushed = null;
            page = await TryFirstAsync(cancellationToken).ConfigureAwait(false);
        }

        return page is null ? null : PagesAsync(page, cancellationToken);
    }

    private async Task<PageJson<ItemJson>?> TryFirstAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await PageAsync(null, 0, cancellationToken).ConfigureAwait(false);
        }
        catch (MailboxServiceException e) when (e.StatusCode == 400)
        {
            log.Verbose($"The service refuses to list '{folder.Path}' from its newest item on.");
            return null;
        }
    }

    private Task<PageJson<ItemJson>> PageAsync(DateTimeOffset? second, int known, CancellationToken cancellationToken)
    {
        string? time = second is null ? null : $"createdDateTime lt {ODataQuery.Literal(second.Value.AddSeconds(1))}";
        return requests.ListAsync(folder, ODataQuery.And(time, _pushed, filter.Raw), Newest, 0, known, cancellationToken);
    }

    private async IAsyncEnumerable<ListedItem> PagesAsync(PageJson<ItemJson> page, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Whole seconds, because the service may show no more of a time than that.
        HashSet<string> idsOfSecond = new(StringComparer.Ordinal);
        DateTimeOffset second = DateTimeOffset.MaxValue;
        string? followed = null;
        while (true)
        {
            DateTimeOffset before = second;
            foreach (ItemJson item in page.Value ?? throw Errors.AnswerInvalid("a page of items has no value."))
            {
                DateTimeOffset created = item.CreatedDateTime is DateTimeOffset time ? SecondOf(time) : second;
                if (created < second)
                {
                    second = created;
                    idsOfSecond.Clear();
                }

                if (idsOfSecond.Add(item.Id ?? string.Empty))
                {
                    yield return new ListedItem(item, requests.ToModel(item, folder), folder);
                }
            }

            if (page.NextLink is null)
            {
                yield break;
            }

            if (second < before)
            {
                page = await PageAsync(second, idsOfSecond.Count, cancellationToken).ConfigureAwait(false);
                continue;
            }

            followed = page.NextLink != followed ? page.NextLink : throw Errors.AnswerInvalid("the list of items does not end.");
            page = await requests.FollowAsync(folder, followed, cancellationToken).ConfigureAwait(false);
        }
    }

    private static DateTimeOffset SecondOf(DateTimeOffset time) => new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
}
