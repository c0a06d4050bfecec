using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.FastTransfer;
using MailboxImportExport.Graph;
using MailboxImportExport.Graph.Items;
using MailboxImportExport.Model;
using MailboxImportExport.Transfer.Import.Journal;

namespace MailboxImportExport.Transfer.Import;

/// <summary>
/// What comes into a target folder while the run writes into it. Where the answer to an import was lost the folder is looked at again:
/// an item that is like the one that was sent, and that nobody else accounts for, is that one.
/// </summary>
internal sealed class FolderArrivals(GraphConnection connection, MailboxContentFolder folder, IRunLog log)
{
    private readonly object _lock = new();
    private readonly List<Task> _underWay = [];
    private readonly DateTimeOffset _began = connection.Client.ServiceTime ?? connection.Time.GetUtcNow();

    // Hashes of the ids of items that answer for one of this run.
    private readonly ChunkedList<ulong> _made = new();

    /// <summary>What was there when the run came to it; null where that does not matter.</summary>
    public FolderContents? Contents { get; set; }

    /// <summary>An item is being sent: until its answer is known, nobody can tell whose an item is that is like it.</summary>
    /// <param name="ended">Ends when the answer is known, or is not going to come.</param>
    public void Begin(Task ended)
    {
        lock (_lock)
        {
            _underWay.RemoveAll(static t => t.IsCompleted);
            _underWay.Add(ended);
        }
    }

    /// <summary>The service has named an item that was sent.</summary>
    public void Add(string itemId)
    {
        lock (_lock)
        {
            _made.Add(ItemIdHash.Of(itemId));
        }
    }

    /// <summary>Looks for an item among those that have come since it was sent, the newest first.</summary>
    /// <param name="item">The item.</param>
    /// <param name="sent">When it was sent, by the clock of the service or earlier.</param>
    /// <param name="journal">What is known of other imports, or null.</param>
    /// <param name="isLast">Whether what is not there now is not going to come: then all of the folder is looked at, unless it is known that the service gives new items a new time.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    public async Task<ArrivalFinding> FindAsync(IdentityHash item, DateTimeOffset sent, ImportJournal? journal, bool isLast, CancellationToken cancellationToken)
    {
        log.Verbose($"Looking whether it has come into '{folder.Path}'.");
        DateTimeOffset since = sent - FolderContents.ClockMargin;
        (List<MailboxItem> like, bool showsCreation) = await NewestAsync(item, since, journal, cancellationToken).ConfigureAwait(false);
        ArrivalFinding found = await TakeAsync(like, cancellationToken).ConfigureAwait(false);
        if (found.Item is not null || !isLast || showsCreation || Contents?.SetsCreation == true)
        {
            return found;
        }

        List<MailboxItem> all = [];
        ItemListing listing = new(new ItemRequests(connection, log), folder, connection, log);
        await foreach (ListedItem listed in listing.RunAsync(cancellationToken).ConfigureAwait(false))
        {
            AddWhenLike(all, item, listed.Model, journal);
        }

        // Where it is known what was there before, the rest has come since. Else an older item may have been there.
        List<MailboxItem> come = Contents is null ? all.FindAll(i => i.Created >= since) : all;
        found = await TakeAsync(come, cancellationToken).ConfigureAwait(false);
        return found.Item is null && all.Count > come.Count ? ArrivalFinding.Doubtful : found;
    }

    private async Task<(List<MailboxItem> Like, bool ShowsCreation)> NewestAsync(IdentityHash item, DateTimeOffset since, ImportJournal? journal, CancellationToken cancellationToken)
    {
        List<MailboxItem> like = [];
        bool showsCreation = false;
        NewestCreatedListing newest = new(new ItemRequests(connection, log), folder, ItemFilter.All, log);
        if (await newest.TryRunAsync(cancellationToken).ConfigureAwait(false) is not IAsyncEnumerable<ListedItem> listing)
        {
            return (like, showsCreation);
        }

        await foreach (ListedItem listed in listing.ConfigureAwait(false))
        {
            if (listed.Model.Created < since)
            {
                break;
            }

            AddWhenLike(like, item, listed.Model, journal);

            // One of ours among the newest has not kept the time of its source.
            showsCreation = showsCreation || (listed.Model.Created >= _began && IsMade(ItemIdHash.Of(listed.Model.ItemId)));
        }

        return (like, showsCreation);
    }

    private void AddWhenLike(List<MailboxItem> like, IdentityHash item, MailboxItem listed, ImportJournal? journal)
    {
        if (!item.MayBe(IdentityHash.OfAny(listed)))
        {
            return;
        }

        ulong id = ItemIdHash.Of(listed.ItemId);
        if (Contents?.Knows(id) != true && journal?.Mentions(id) != true && !IsMade(id))
        {
            like.Add(listed);
        }
    }

    // Twins: what is like the item may be another one whose answer is on its way.
    private async Task<ArrivalFinding> TakeAsync(List<MailboxItem> like, CancellationToken cancellationToken)
    {
        if (like.Count == 0)
        {
            return ArrivalFinding.Missing;
        }

        await Task.WhenAll(UnderWay()).OrCancelledAsync(cancellationToken).ConfigureAwait(false);
        lock (_lock)
        {
            MailboxItem? arrived = like.FirstOrDefault(i => !IsMade(ItemIdHash.Of(i.ItemId)));
            if (arrived is null)
            {
                return ArrivalFinding.Missing;
            }

            _made.Add(ItemIdHash.Of(arrived.ItemId));
            return new ArrivalFinding(IntentFinding.Found, arrived);
        }
    }

    private Task[] UnderWay()
    {
        lock (_lock)
        {
            return [.. _underWay];
        }
    }

    private bool IsMade(ulong id)
    {
        lock (_lock)
        {
            for (int i = 0; i < _made.Count; i++)
            {
                if (_made[i] == id)
                {
                    return true;
                }
            }

            return false;
        }
    }
}
