using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph;
using MailboxImportExport.Graph.Items;
using MailboxImportExport.Model;

namespace MailboxImportExport.Transfer.Import;

/// <summary>What the target folders of a run held before the run wrote into them; each is listed once, when its first item comes.</summary>
/// <param name="connection">The connection.</param>
/// <param name="log">Told of each listing.</param>
/// <param name="ids">Where the ids of the items are remembered, or null when nobody will want them.</param>
internal sealed class TargetContents(GraphConnection connection, IRunLog log, ItemIds? ids = null)
{
    private readonly ConcurrentDictionary<string, Lazy<Task<FolderContents>>> _folders = new(StringComparer.Ordinal);

    /// <summary>Looks for an item in a folder, and takes what is found: it answers for one item of the source only.</summary>
    public async Task<TargetMatch> TakeAsync(MailboxContentFolder folder, ItemIdentity identity, CancellationToken cancellationToken)
    {
        if (IdentityHash.Of(identity) is not IdentityHash hash)
        {
            return new TargetMatch(TargetPresence.New);
        }

        FolderContents held = await OfAsync(folder, cancellationToken).ConfigureAwait(false);
        return held.Take(hash);
    }

    // A listing that failed fails for each item: without it duplicates could not be told.
    private Task<FolderContents> OfAsync(MailboxContentFolder folder, CancellationToken cancellationToken)
        => _folders.GetOrAdd($"{folder.MailboxId.ToUpperInvariant()}\n{folder.FolderId}", _ => new(() => ReadAsync(folder, cancellationToken))).Value;

    private Task<FolderContents> ReadAsync(MailboxContentFolder folder, CancellationToken cancellationToken)
    {
        log.Verbose($"Looking at what is in '{folder.Path}' already.");
        return FolderContents.ReadAsync(ItemsAsync(folder, cancellationToken), folder.ItemCount, ids);
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
