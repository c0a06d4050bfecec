using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using MailboxImportExport.Graph.Json;
using MailboxImportExport.Model;

namespace MailboxImportExport.Graph.Items;

/// <summary>
/// One pass over a list by page numbers. Pages overlap by half, so that a few deletions do not carry an item over a page border
/// unseen; whoever reads them meets most items twice.
/// </summary>
internal sealed class OverlappingPages(ItemRequests requests, MailboxContentFolder folder)
{
    // Far more than any folder has; a list that goes on is a fault of the service.
    private const int MostPages = 100_000;

    /// <param name="filter">OData filter, or null.</param>
    /// <param name="orderBy">OData order, or null.</param>
    /// <param name="cancellationToken">Ends the pass.</param>
    public async IAsyncEnumerable<ItemJson> RunAsync(string? filter, string? orderBy, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        int skip = 0;
        for (int pages = 0; pages < MostPages; pages++)
        {
            PageJson<ItemJson> page = await requests.ListAsync(folder, filter, orderBy, skip, 0, cancellationToken).ConfigureAwait(false);
            IReadOnlyList<ItemJson> items = page.Value ?? throw Errors.AnswerInvalid("a page of items has no value.");
            foreach (ItemJson item in items)
            {
                yield return item;
            }

            if (page.NextLink is null)
            {
                yield break;
            }

            // Half of what really came: the service may give smaller pages than it is asked for.
            skip += Math.Max(1, (items.Count == 0 ? ItemRequests.PageSize : items.Count) / 2);
        }

        throw Errors.AnswerInvalid("the list of items does not end.");
    }
}
