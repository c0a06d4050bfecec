using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using MailboxImportExport.Sandbox.Mapi;

namespace MailboxImportExport.Sandbox.Tenant;

/// <summary>A folder of a mailbox. Its items are looked at as snapshots, so that a listing is not disturbed by a change.</summary>
internal sealed class SandboxFolder(SandboxMailbox mailbox, EntryId entry, FolderVersion first)
{
    private readonly FolderContents _contents = new();
    private volatile FolderVersion _version = first;

    public SandboxMailbox Mailbox => mailbox;

    /// <summary>The mailbox that has the content of the folder, when it is another one: the archive has expanded.</summary>
    public SandboxMailbox? MovedTo { get; set; }

    public SandboxFolder? Parent => _version.Parent;

    public string Id { get; } = entry.ToString();

    public EntryId Entry => entry;

    public string DisplayName => _version.Definition.DisplayName;

    public string? FolderClass => _version.Definition.FolderClass;

    public string? WellKnownName => _version.Definition.WellKnownName;

    public FolderRole Role => _version.Definition.Role;

    public bool IsHidden => _version.Definition.IsHidden;

    public bool IsSearchFolder => _version.Definition.Search is not null;

    /// <summary>Properties given when the folder was made or changed.</summary>
    public PropertyBag Properties => _version.Definition.Properties;

    /// <summary>The number of the last change of the folder itself; its items do not count.</summary>
    public long Change => _version.Change;

    /// <summary>The names from the visible root down, joined by '/'. A name may hold that character itself.</summary>
    public string Path => Parent is not SandboxFolder parent || this == mailbox.VisibleRoot
        ? string.Empty
        : parent.Path.Length == 0 ? DisplayName : $"{parent.Path}/{DisplayName}";

    /// <summary>The folders above, the parent first.</summary>
    public IReadOnlyList<SandboxFolder> Ancestors => Parent is SandboxFolder parent ? [parent, .. parent.Ancestors] : [];

    public IReadOnlyList<SandboxFolder> Children => [.. mailbox.Folders.Where(folder => folder.Parent == this)];

    /// <summary>The folder itself and everything below it.</summary>
    public IReadOnlyList<SandboxFolder> Subtree => [this, .. Children.SelectMany(static child => child.Subtree)];

    /// <summary>The items a listing shows, oldest arrival first; for a search folder those found in other folders.</summary>
    public IReadOnlyList<SandboxItem> Items => [.. Everything.Where(static item => !item.IsAssociated)];

    /// <summary>All items, associated ones among them.</summary>
    public IReadOnlyList<SandboxItem> Everything => Search is null ? _contents.Arrivals : [.. mailbox.Items.Where(Search)];

    /// <summary>How large the items are together that a listing shows.</summary>
    public long Size => Search is null ? _contents.Size : Items.Sum(static item => item.Size);

    private Func<SandboxItem, bool>? Search => _version.Definition.Search;

    /// <summary>Tells whether the item is in this folder, or is shown by it.</summary>
    public bool Holds(SandboxItem item) => Search?.Invoke(item) ?? item.Folder == this;

    /// <summary>The items from the oldest to the newest.</summary>
    public ImmutableSortedSet<SandboxItem> ByCreation(bool includeAssociated)
    {
        if (Search is null)
        {
            return _contents.ByCreation(includeAssociated);
        }

        return (includeAssociated ? Everything : Items).ToImmutableSortedSet(CreationOrder.Instance);
    }

    internal NewFolder Definition => _version.Definition;

    internal void Put(SandboxItem item) => _contents.Put(item);

    internal void Take(SandboxItem item, long change, ItemChangeKind kind) => _contents.Take(item, change, kind);

    internal IReadOnlyList<DeltaEntry<SandboxItem>> Changes(long since, long until) => _contents.Changes(since, until);

    internal void Become(FolderVersion version) => _version = version;
}
