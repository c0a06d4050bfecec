using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace MailboxImportExport.Sandbox.Tenant;

/// <summary>
/// The folders of a mailbox and what has left its place among them. Reading is safe at any time; changes are made one at a time by the mailbox.
/// </summary>
internal sealed class FolderTree
{
    private readonly ConcurrentDictionary<EntryId, SandboxFolder> _byId = new();
    private readonly List<FolderRemoval> _removals = [];
    private ImmutableList<SandboxFolder> _order = [];

    /// <summary>The folders in the order in which they were made.</summary>
    public IReadOnlyList<SandboxFolder> All => _order;

    public SandboxFolder? Find(EntryId id) => _byId.GetValueOrDefault(id);

    public void Add(SandboxFolder folder)
    {
        _byId[folder.Entry] = folder;
        _order = _order.Add(folder);
    }

    /// <summary>The child of that name, without regard to case.</summary>
    public SandboxFolder? Child(SandboxFolder parent, string name)
        => _order.Find(folder => folder.Parent == parent && string.Equals(folder.DisplayName, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>A name that no child has yet: the wanted one, or that with a number behind it.</summary>
    public string FreeName(SandboxFolder parent, string wanted)
    {
        string name = wanted;
        for (int number = 1; Child(parent, name) is not null; number++)
        {
            name = FormattableString.Invariant($"{wanted}{number}");
        }

        return name;
    }

    /// <summary>Puts a folder with everything below it somewhere else.</summary>
    public void Move(SandboxFolder folder, SandboxFolder parent, long change)
    {
        RecordRemoval(folder, change, isMoved: true);
        foreach (SandboxFolder below in folder.Subtree)
        {
            below.Become(new FolderVersion(below.Parent, below.Definition, change));
        }

        folder.Become(new FolderVersion(parent, folder.Definition with { DisplayName = FreeName(parent, folder.DisplayName) }, change));
    }

    /// <summary>Takes a folder with everything below it away; returns what is gone.</summary>
    public IReadOnlyList<SandboxFolder> Remove(SandboxFolder folder, long change)
    {
        IReadOnlyList<SandboxFolder> gone = folder.Subtree;
        RecordRemoval(folder, change, isMoved: false);
        foreach (SandboxFolder below in gone)
        {
            _byId.TryRemove(below.Entry, out _);
        }

        _order = _order.RemoveAll(gone.Contains);
        return gone;
    }

    /// <summary>
    /// What has changed below a folder after one change and up to another. Whoever has seen nothing yet is told nothing of what is gone.
    /// </summary>
    public IReadOnlyList<DeltaEntry<SandboxFolder>> Changes(SandboxFolder scope, bool isRecursive, long since, long until)
    {
        IEnumerable<(long Change, DeltaEntry<SandboxFolder> Entry)> present =
            from folder in _order
            where folder.Change > since && folder.Change <= until && IsIn(scope, isRecursive, folder)
            select (folder.Change, new DeltaEntry<SandboxFolder>(folder.Id, folder, IsMoved: false));
        IEnumerable<(long Change, DeltaEntry<SandboxFolder> Entry)> gone =
            from removal in since > 0 ? _removals : []
            where removal.Change > since && removal.Change <= until && WasIn(scope, isRecursive, removal)
            where Find(removal.Entry) is not SandboxFolder now || !IsIn(scope, isRecursive, now)
            select (removal.Change, new DeltaEntry<SandboxFolder>(removal.Entry.ToString(), null, removal.IsMoved));
        return [.. gone.Concat(present).OrderBy(static pair => pair.Change).Select(static pair => pair.Entry)];
    }

    private static bool IsIn(SandboxFolder scope, bool isRecursive, SandboxFolder folder)
        => isRecursive ? folder.Ancestors.Contains(scope) : folder.Parent == scope;

    private static bool WasIn(SandboxFolder scope, bool isRecursive, FolderRemoval removal)
        => isRecursive ? removal.Ancestors.Contains(scope.Entry) : removal.Ancestors[0] == scope.Entry;

    private void RecordRemoval(SandboxFolder folder, long change, bool isMoved)
    {
        foreach (SandboxFolder below in folder.Subtree)
        {
            _removals.Add(new FolderRemoval(below.Entry, change, [.. below.Ancestors.Select(static ancestor => ancestor.Entry)], isMoved));
        }
    }
}
