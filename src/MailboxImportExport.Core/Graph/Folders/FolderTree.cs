using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph.Json;
using MailboxImportExport.Model;

namespace MailboxImportExport.Graph.Folders;

/// <summary>
/// Walks the folders of a mailbox, each once and with its path. Children are asked for ahead, a few calls at a time, and
/// given out in the order of the tree.
/// </summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "A semaphore without a wait handle holds nothing.")]
internal sealed class FolderTree(FolderRequests requests, string mailboxId)
{
    private const int Lanes = 3;

    // Exchange allows 300 levels; what is deeper is a loop.
    private const int Deepest = 300;

    // MS-OXPROPS; a search folder is of type 2 (MS-OXCFOLD, PidTagFolderType).
    private const int AttributeHidden = 0x10F4;
    private const int FolderType = 0x3601;
    private const int MessageSizeExtended = 0x0E08;
    private const string SearchType = "2";

    private readonly SemaphoreSlim _lanes = new(Lanes, Lanes);
    private readonly Dictionary<string, MailboxContentFolder?> _seen = new(StringComparer.Ordinal);
    private readonly List<Task> _asked = [];

    /// <summary>Walks the whole visible tree, or its top level only, and Recoverable Items when they are asked for.</summary>
    public async IAsyncEnumerable<MailboxContentFolder> WalkAsync(bool recurse, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (MailboxContentFolder folder in RunAsync(null, recurse, cancellationToken).ConfigureAwait(false))
        {
            yield return folder;
        }

        if (!requests.Detail.RecoverableItems)
        {
            yield break;
        }

        FolderJson json = await requests.GetAsync(mailboxId, WellKnownFolder.RecoverableItems, cancellationToken).ConfigureAwait(false);
        MailboxContentFolder root = ToModel(mailboxId, json with { WellKnownName = WellKnownFolder.RecoverableItems }, null);
        yield return root;
        if (!recurse)
        {
            yield break;
        }

        await foreach (MailboxContentFolder folder in RunAsync(root, recurse: true, cancellationToken).ConfigureAwait(false))
        {
            yield return folder;
        }
    }

    /// <summary>Walks what is below a folder.</summary>
    public IAsyncEnumerable<MailboxContentFolder> WalkBelowAsync(MailboxContentFolder parent, bool recurse, CancellationToken cancellationToken)
        => RunAsync(parent, recurse, cancellationToken);

    /// <summary>A folder as users see it.</summary>
    /// <param name="mailboxId">The mailbox that it is in.</param>
    /// <param name="json">The folder as it travels.</param>
    /// <param name="parent">The folder above, or null at the top.</param>
    public static MailboxContentFolder ToModel(string mailboxId, FolderJson json, MailboxContentFolder? parent)
    {
        string id = json.Id ?? throw Errors.AnswerInvalid("a folder has no id.");
        string name = json.DisplayName ?? string.Empty;
        return new MailboxContentFolder
        {
            MailboxId = mailboxId,
            FolderId = id,
            DisplayName = name,
            Path = name.Length == 0 ? parent?.Path ?? string.Empty : FolderPath.Join(parent?.Path, name),
            ParentFolderId = json.ParentFolderId,
            Parent = parent,
            WellKnownName = json.WellKnownName,

            // Some folders come without a class; Exchange treats them as mail folders.
            FolderClass = json.Type ?? "IPF.Note",
            ItemCount = json.TotalItemCount ?? 0,
            ChildFolderCount = json.ChildFolderCount ?? 0,
            IsHidden = json.IsHidden ?? IsTrue(ExtendedPropertyId.Find(json.SingleValueExtendedProperties, "Boolean", AttributeHidden)),

            // By its type, and by its place where the service does not give the type: what it shows is not its own.
            IsSearchFolder = ExtendedPropertyId.Find(json.SingleValueExtendedProperties, "Integer", FolderType) == SearchType
                || parent is { WellKnownName: "searchfolders" } or { IsSearchFolder: true },
            Size = long.TryParse(ExtendedPropertyId.Find(json.SingleValueExtendedProperties, "Long", MessageSizeExtended), NumberStyles.None, CultureInfo.InvariantCulture, out long size) ? size : null,
        };
    }

    /// <summary>The folders of the top list that stand at the top: it may hold descendants as well.</summary>
    public static List<FolderJson> TopOf(IReadOnlyList<FolderJson> listed)
    {
        HashSet<string> ids = new(StringComparer.Ordinal);
        foreach (FolderJson folder in listed)
        {
            ids.Add(folder.Id ?? string.Empty);
        }

        List<FolderJson> top = [];
        foreach (FolderJson folder in listed)
        {
            if (folder.ParentFolderId is null || !ids.Contains(folder.ParentFolderId) || folder.ParentFolderId == folder.Id)
            {
                top.Add(folder);
            }
        }

        return top;
    }

    private static bool IsTrue(string? value) => string.Equals(value, "true", StringComparison.OrdinalIgnoreCase);

    private async IAsyncEnumerable<MailboxContentFolder> RunAsync(
        MailboxContentFolder? parent,
        bool recurse,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using CancellationTokenSource walk = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            IReadOnlyList<FolderJson> listed = parent is null
                ? await TopAsync(walk.Token).ConfigureAwait(false)
                : await requests.ListChildrenAsync(mailboxId, parent.FolderId, walk.Token).ConfigureAwait(false);
            _seen[parent?.FolderId ?? string.Empty] = parent;
            Level first = new(parent, parent is null ? TopOf(listed) : listed, 0);
            await foreach (MailboxContentFolder folder in LevelAsync(first, recurse, walk.Token).ConfigureAwait(false))
            {
                yield return folder;
            }

            await foreach (MailboxContentFolder folder in RestAsync(recurse ? listed : [], walk.Token).ConfigureAwait(false))
            {
                yield return folder;
            }
        }
        finally
        {
            // What was asked for ahead must not go on behind the back of a caller who has stopped.
            await walk.CancelNowAsync().ConfigureAwait(false);
            await Task.WhenAll(_asked.ConvertAll(static task => task.ContinueWith(static _ => { }, TaskScheduler.Default))).ConfigureAwait(false);
        }
    }

    // Hidden folders are listed below a parent only: here below the root, which is what the folders of the top list have above them.
    private async Task<IReadOnlyList<FolderJson>> TopAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<FolderJson> listed = await requests.ListTopAsync(mailboxId, cancellationToken).ConfigureAwait(false);
        if (!requests.Detail.Hidden)
        {
            return listed;
        }

        List<FolderJson> all = [.. listed];
        HashSet<string> ids = new(listed.Select(static f => f.Id ?? string.Empty), StringComparer.Ordinal);
        foreach (string root in listed.Select(static f => f.ParentFolderId).OfType<string>().Distinct().Where(id => !ids.Contains(id)).ToList())
        {
            IReadOnlyList<FolderJson> below = await requests.ListChildrenAsync(mailboxId, root, cancellationToken).ConfigureAwait(false);
            all.AddRange(below.Where(f => ids.Add(f.Id ?? string.Empty)));
        }

        return all;
    }

    // What the top list held and the walk did not come to: a count of children that lags behind, or parents in a circle.
    private async IAsyncEnumerable<MailboxContentFolder> RestAsync(IReadOnlyList<FolderJson> listed, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (FolderJson json in listed)
        {
            MailboxContentFolder? above = json.ParentFolderId is string parent && _seen.TryGetValue(parent, out MailboxContentFolder? known) ? known : null;
            await foreach (MailboxContentFolder folder in LevelAsync(new Level(above, [json], 0), recurse: true, cancellationToken).ConfigureAwait(false))
            {
                yield return folder;
            }
        }
    }

    private async IAsyncEnumerable<MailboxContentFolder> LevelAsync(Level level, bool recurse, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (level.Depth > Deepest)
        {
            throw Errors.AnswerInvalid("the folders are nested without end.");
        }

        List<(MailboxContentFolder Folder, Task<IReadOnlyList<FolderJson>>? Children)> siblings = [];
        foreach (FolderJson json in level.Folders)
        {
            MailboxContentFolder folder = ToModel(mailboxId, json, level.Parent);
            if (_seen.ContainsKey(folder.FolderId))
            {
                continue;
            }

            // A folder that does not say how many children it has may have some; hidden ones are not counted.
            bool hasChildren = recurse && (json.ChildFolderCount != 0 || requests.Detail.Hidden);
            _seen[folder.FolderId] = folder;
            siblings.Add((folder, hasChildren ? AskAhead(folder, cancellationToken) : null));
        }

        foreach ((MailboxContentFolder folder, Task<IReadOnlyList<FolderJson>>? children) in siblings)
        {
            yield return folder;
            if (children is null)
            {
                continue;
            }

            Level below = new(folder, await children.ConfigureAwait(false), level.Depth + 1);
            await foreach (MailboxContentFolder descendant in LevelAsync(below, recurse, cancellationToken).ConfigureAwait(false))
            {
                yield return descendant;
            }
        }
    }

    private Task<IReadOnlyList<FolderJson>> AskAhead(MailboxContentFolder folder, CancellationToken cancellationToken)
    {
        Task<IReadOnlyList<FolderJson>> children = ChildrenAsync(folder, cancellationToken);
        _asked.Add(children);
        return children;
    }

    private async Task<IReadOnlyList<FolderJson>> ChildrenAsync(MailboxContentFolder folder, CancellationToken cancellationToken)
    {
        await _lanes.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await requests.ListChildrenAsync(mailboxId, folder.FolderId, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _lanes.Release();
        }
    }

    private sealed record Level(MailboxContentFolder? Parent, IReadOnlyList<FolderJson> Folders, int Depth);
}
