using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph;
using MailboxImportExport.Graph.Items;
using MailboxImportExport.Model;
using MailboxImportExport.Transfer.Import.Journal;

namespace MailboxImportExport.Transfer.Import;

/// <summary>
/// What comes into a target folder while the run writes into it. Where the answer to an import was lost the folder is looked at again:
/// an item that is like the one that was sent, and that nobody else accounts for, is that one.
/// </summary>
internal sealed class FolderArrivals(GraphConnection connection, MailboxContentFolder folder, IRunLog log) : IDisposable
{
    private readonly FolderPosts _posts = FolderPosts.Take($"{connection.Instance}\n{folder.MailboxId.ToUpperInvariant()}\n{folder.FolderId}");
    private readonly DateTimeOffset _began = connection.ServiceTime;
    private long _moments;
    private long _listed;

    /// <summary>What was there when the run came to it; null where that does not matter.</summary>
    public FolderContents? Contents { get; set; }

    /// <inheritdoc cref="FolderPosts.Begin"/>
    /// <returns>Its place among what is sent and looked at.</returns>
    public long Begin(Task ended)
    {
        _posts.Begin(ended);
        return Interlocked.Increment(ref _moments);
    }

    /// <summary>The service has named an item that was sent.</summary>
    public void Add(string itemId) => _posts.Add(ItemIdHash.Of(itemId));

    /// <summary>The folder is about to be listed: what has been sent by then is no item of anybody else.</summary>
    /// <param name="contents">Gives the listing.</param>
    /// <param name="cancellationToken">Ends the wait for answers that are still to come.</param>
    public async Task<FolderContents> LookAsync(Func<Task<FolderContents>> contents, CancellationToken cancellationToken)
    {
        long moment = Interlocked.Increment(ref _moments);
        FolderContents listed = await contents().ConfigureAwait(false);
        await Task.WhenAll(_posts.UnderWay).OrCancelledAsync(cancellationToken).ConfigureAwait(false);
        listed.Account(_posts.Tell);
        Volatile.Write(ref _listed, moment);
        Contents = listed;
        return listed;
    }

    /// <summary>Looks for an item among those that have come since it was sent, the newest first.</summary>
    /// <param name="item">The item.</param>
    /// <param name="sent">When it was sent, by the clock of the service or earlier.</param>
    /// <param name="journal">What is known of other imports, or null.</param>
    /// <param name="place">Its place, from <see cref="Begin"/>; null when an earlier run has sent it.</param>
    /// <param name="isLast">Whether what is not there now is not going to come: then all of the folder is looked at, unless it is known that the service gives new items a new time.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    public async Task<ArrivalFinding> FindAsync(IdentityHash item, DateTimeOffset sent, ImportJournal? journal, long? place, bool isLast, CancellationToken cancellationToken)
    {
        log.Verbose($"Looking whether it has come into '{folder.Path}'.");
        DateTimeOffset since = sent - FolderContents.ClockMargin;

        // A listing that came after it may hold the item itself.
        FolderContents? before = place < Volatile.Read(ref _listed) ? null : Contents;
        (List<MailboxItem> like, bool showsCreation) = await NewestAsync(item, since, journal, before, cancellationToken).ConfigureAwait(false);
        ArrivalFinding found = await TakeAsync(like, cancellationToken).ConfigureAwait(false);
        if (found.Item is not null || !isLast || showsCreation || Contents?.SetsCreation == true)
        {
            return found;
        }

        List<MailboxItem> all = [];
        ItemListing listing = new(new ItemRequests(connection, log), folder, connection, log);
        await foreach (ListedItem listed in listing.RunAsync(cancellationToken).ConfigureAwait(false))
        {
            AddWhenLike(all, item, listed.Model, journal, before);
        }

        // Where it is known what was there before, the rest has come since. Else an older item may have been there.
        List<MailboxItem> come = before is null ? all.FindAll(i => i.Created >= since) : all;
        found = await TakeAsync(come, cancellationToken).ConfigureAwait(false);
        return found.Item is null && all.Count > come.Count ? ArrivalFinding.Doubtful : found;
    }

    private async Task<(List<MailboxItem> Like, bool ShowsCreation)> NewestAsync(IdentityHash item, DateTimeOffset since, ImportJournal? journal, FolderContents? before, CancellationToken cancellationToken)
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

            AddWhenLike(like, item, listed.Model, journal, before);

            // One of ours among the newest has not kept the time of its source.
            showsCreation = showsCreation || (listed.Model.Created >= _began && _posts.IsMade(ItemIdHash.Of(listed.Model.ItemId)));
        }

        return (like, showsCreation);
    }

    private void AddWhenLike(List<MailboxItem> like, IdentityHash item, MailboxItem listed, ImportJournal? journal, FolderContents? before)
    {
        if (!item.MayBe(IdentityHash.OfAny(listed)))
        {
            return;
        }

        ulong id = ItemIdHash.Of(listed.ItemId);
        if (before?.Knows(id) != true && journal?.Mentions(id) != true && !_posts.IsMade(id))
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

        await Task.WhenAll(_posts.UnderWay).OrCancelledAsync(cancellationToken).ConfigureAwait(false);
        return like.Find(i => _posts.TryAdd(ItemIdHash.Of(i.ItemId))) is MailboxItem arrived ? new ArrivalFinding(IntentFinding.Found, arrived) : ArrivalFinding.Missing;
    }

    /// <summary>The run writes no more into the folder.</summary>
    public void Dispose() => _posts.Dispose();
}
