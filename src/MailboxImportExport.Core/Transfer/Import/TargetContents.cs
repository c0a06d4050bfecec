using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph;
using MailboxImportExport.Graph.Items;
using MailboxImportExport.Model;
using MailboxImportExport.Transfer.Import.Journal;

namespace MailboxImportExport.Transfer.Import;

/// <summary>What the target folders of a run held before the run wrote into them; each is listed once, when its first item comes.</summary>
/// <param name="connection">The connection.</param>
/// <param name="log">Told of each listing.</param>
/// <param name="ids">Where the ids of the items are remembered, or null when nobody will want them.</param>
internal sealed class TargetContents(GraphConnection connection, IRunLog log, ItemIds? ids = null) : IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<FolderArrivals>> _arrivals = new(StringComparer.Ordinal);

    private readonly ConcurrentDictionary<string, Lazy<Task<FolderContents>>> _folders = new(StringComparer.Ordinal);

    private readonly ConcurrentDictionary<string, Lazy<Task<FolderContents>>> _again = new(StringComparer.Ordinal);

    private readonly ConcurrentDictionary<(FolderContents Contents, ImportJournal Journal), Lazy<bool>> _learned = new();

    /// <summary>What comes into a folder from now on.</summary>
    public FolderArrivals ArrivalsOf(MailboxContentFolder folder) => _arrivals.GetOrAdd(KeyOf(folder), _ => new(() => new FolderArrivals(connection, folder, log))).Value;

    /// <summary>The contents of a folder. A listing that was refused is refused for each item: without it duplicates could not be told.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="journal">What is known of earlier imports, or null.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    public async Task<FolderContents> OfAsync(MailboxContentFolder folder, ImportJournal? journal, CancellationToken cancellationToken)
    {
        FolderContents contents = await ListedAsync(_folders, KeyOf(folder), folder, ReadFirstAsync, cancellationToken).ConfigureAwait(false);
        if (journal is not null)
        {
            // Once, by the first item that asks; the others wait for it.
            _ = _learned.GetOrAdd((contents, journal), static pair => new(() => Learn(pair.Contents, pair.Journal))).Value;
        }

        return contents;
    }

    /// <summary>The contents of a folder, looked at once more: for all who ask about the same journal that is done once. One that is opened later may know of later imports.</summary>
    public Task<FolderContents> AgainAsync(MailboxContentFolder folder, ImportJournal journal, CancellationToken cancellationToken)
        => ListedAsync(_again, $"{KeyOf(folder)}\n{journal.Path}", folder, ReadAsync, cancellationToken);

    /// <summary>Looks for an item in a folder, and takes what is found: it answers for one item of the source only.</summary>
    public async Task<TargetPresence> TakeAsync(MailboxContentFolder folder, ItemIdentity identity, CancellationToken cancellationToken)
    {
        if (IdentityHash.Of(identity) is not IdentityHash hash)
        {
            return TargetPresence.New;
        }

        FolderContents held = await OfAsync(folder, null, cancellationToken).ConfigureAwait(false);
        return held.Take(hash);
    }

    /// <summary>The run writes no more into any of the folders.</summary>
    public void Dispose()
    {
        foreach (Lazy<FolderArrivals> arrivals in _arrivals.Values)
        {
            arrivals.Value.Dispose();
        }
    }

    private static string KeyOf(MailboxContentFolder folder) => $"{folder.MailboxId.ToUpperInvariant()}\n{folder.FolderId}";

    private static bool Learn(FolderContents contents, ImportJournal journal)
    {
        contents.Learn(journal);
        return true;
    }

    private static async Task<FolderContents> ListedAsync(
        ConcurrentDictionary<string, Lazy<Task<FolderContents>>> folders,
        string key,
        MailboxContentFolder folder,
        Func<MailboxContentFolder, CancellationToken, Task<FolderContents>> read,
        CancellationToken cancellationToken)
    {
        Lazy<Task<FolderContents>> listed = folders.GetOrAdd(key, _ => new(() => read(folder, cancellationToken)));
        try
        {
            return await listed.Value.ConfigureAwait(false);
        }
        catch (MailboxImportExportException e) when (e.Kind is FailureKind.ServiceUnavailable or FailureKind.ServiceThrottled or FailureKind.ServiceAnswerInvalid)
        {
            // The service was in trouble for a while, which is over for the next item perhaps.
            ((ICollection<KeyValuePair<string, Lazy<Task<FolderContents>>>>)folders).Remove(new(key, listed));
            throw;
        }
    }

    private Task<FolderContents> ReadFirstAsync(MailboxContentFolder folder, CancellationToken cancellationToken)
        => ArrivalsOf(folder).LookAsync(() => ReadAsync(folder, cancellationToken), cancellationToken);

    private Task<FolderContents> ReadAsync(MailboxContentFolder folder, CancellationToken cancellationToken)
    {
        log.Verbose($"Looking at what is in '{folder.Path}' already.");
        DateTimeOffset now = connection.ServiceTime;
        return FolderContents.ReadAsync(ItemsAsync(folder, cancellationToken), folder.ItemCount, ids, now);
    }

    private async IAsyncEnumerable<MailboxItem> ItemsAsync(MailboxContentFolder folder, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ItemListing listing = new(new ItemRequests(connection, log), folder, connection, log);
        await foreach (ListedItem item in listing.RunAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return item.Model;
        }
    }
}
