using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph;
using MailboxImportExport.Graph.Folders;
using MailboxImportExport.Graph.Items;
using MailboxImportExport.Graph.Json;
using MailboxImportExport.Model;

namespace MailboxImportExport.Transfer.Remove;

/// <summary>
/// Removes a folder and what is below it. The items go to Recoverable Items one by one first, because nobody documents what the
/// service does with the content of a folder that it deletes.
/// </summary>
internal sealed class FolderRemoval(GraphConnection connection, MailboxContentFolder folder, Func<MailboxImportExportException, string, Task> failed, IRunLog log)
{
    // What arrives while a folder is emptied is not to vanish with the folder.
    private const int MostPasses = 5;

    private readonly FolderRequests _requests = new(connection, log, new FolderDetail { Hidden = true });
    private MailboxContentFolder _folder = folder;
    private List<MailboxContentFolder> _below = [];

    /// <summary>Folders below the folder, on all levels.</summary>
    public int FoldersBelow => _below.Count;

    /// <summary>Items in the folder and below it, as the service counts them.</summary>
    public long Items => _folder.ItemCount + _below.Sum(static f => (long)f.ItemCount);

    /// <summary>Looks at what would be removed.</summary>
    /// <exception cref="MailboxImportExportException">The folder is one that every mailbox has, or holds one.</exception>
    public async Task SurveyAsync(CancellationToken cancellationToken)
    {
        MailboxContentFolder named = _folder;
        Refuse(named);

        // A folder object may be old, or made from an answer that told less: what it holds and what it is has to be known now.
        FolderJson json = await _requests.GetAsync(named.MailboxId, named.FolderId, cancellationToken).ConfigureAwait(false);
        _folder = FolderTree.ToModel(named.MailboxId, json, named.Parent) with { Path = named.Path };
        Refuse(_folder);
        List<MailboxContentFolder> below = [];
        FolderTree tree = new(_requests, _folder.MailboxId);
        await foreach (MailboxContentFolder child in tree.WalkBelowAsync(_folder, recurse: true, cancellationToken).ConfigureAwait(false))
        {
            Refuse(child);
            below.Add(child);
        }

        _below = below;
    }

    /// <summary>Removes the items, then the folders, the deepest first.</summary>
    /// <returns>Whether everything is gone; a folder with an item that could not be removed stays.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        HashSet<string> kept = new(StringComparer.Ordinal);
        foreach (MailboxContentFolder current in Enumerable.Reverse(_below).Append(_folder))
        {
            if (kept.Contains(current.FolderId)
                || !await EmptyAsync(current, cancellationToken).ConfigureAwait(false)
                || await HasNewFolderAsync(current, cancellationToken).ConfigureAwait(false))
            {
                log.Verbose($"'{current.Path}' stays.");
                kept.Add(current.Parent?.FolderId ?? current.ParentFolderId ?? string.Empty);
                continue;
            }

            await DeleteAsync(current, cancellationToken).ConfigureAwait(false);
        }

        return kept.Count == 0;
    }

    private static void Refuse(MailboxContentFolder folder)
    {
        if (folder.WellKnownName is not null || folder.Path.Length == 0)
        {
            throw Errors.FolderProtected(folder.Path.Length == 0 ? folder.FolderId : folder.Path, "removed");
        }
    }

    // When the answer to a removal is lost it is sent again, and then there is nothing to remove any more.
    private async Task DeleteAsync(MailboxContentFolder current, CancellationToken cancellationToken)
    {
        try
        {
            await _requests.DeleteAsync(current, cancellationToken).ConfigureAwait(false);
        }
        catch (MailboxServiceException e) when (e.Kind == FailureKind.FolderNotFound)
        {
            if (await IsThereAsync(current, cancellationToken).ConfigureAwait(false))
            {
                throw;
            }

            log.Verbose($"'{current.Path}' is no longer there.");
        }
    }

    private async Task<bool> IsThereAsync(MailboxContentFolder current, CancellationToken cancellationToken)
    {
        try
        {
            await _requests.GetAsync(current.MailboxId, current.FolderId, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (MailboxServiceException e) when (e.Kind == FailureKind.FolderNotFound)
        {
            return false;
        }
    }

    private async Task<bool> EmptyAsync(MailboxContentFolder current, CancellationToken cancellationToken)
    {
        // A search folder shows items of others: they are not its own.
        if (current.IsSearchFolder)
        {
            return true;
        }

        for (int pass = 0; pass < MostPasses; pass++)
        {
            using RemovalStore store = new(Path.GetTempPath());
            await ListAsync(current, store, cancellationToken).ConfigureAwait(false);
            if (store.Count == 0)
            {
                return true;
            }

            ItemRemoval removal = new(connection, permanently: false, failed, log);
            await removal.RunAsync(store.Read(), cancellationToken).ConfigureAwait(false);
            if (removal.Failed > 0)
            {
                return false;
            }
        }

        log.Warning($"Items keep arriving in '{current.Path}'; it is not removed.");
        return false;
    }

    // Made since the survey: it was not emptied, and is not to vanish with the folder either.
    private async Task<bool> HasNewFolderAsync(MailboxContentFolder current, CancellationToken cancellationToken)
    {
        IReadOnlyList<FolderJson> children = await _requests.ListChildrenAsync(current.MailboxId, current.FolderId, cancellationToken).ConfigureAwait(false);
        FolderJson? made = children.FirstOrDefault(child => _below.All(f => f.FolderId != child.Id));
        if (made is not null)
        {
            log.Warning($"'{made.DisplayName}' was made below '{current.Path}' meanwhile; neither is removed. Run the same line again to remove both.");
        }

        return made is not null;
    }

    private async Task ListAsync(MailboxContentFolder current, RemovalStore store, CancellationToken cancellationToken)
    {
        ItemListing listing = new(new ItemRequests(connection, log), current, connection, log);
        await foreach (ListedItem item in listing.RunAsync(cancellationToken).ConfigureAwait(false))
        {
            store.Add(RemovalRequest.Of(item.Model));
        }
    }
}
