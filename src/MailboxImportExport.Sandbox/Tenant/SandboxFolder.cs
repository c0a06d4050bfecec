using System.Collections.Generic;
using System.Linq;
using MailboxImportExport.Sandbox.Mapi;

namespace MailboxImportExport.Sandbox.Tenant;

/// <summary>A folder of a mailbox. Its items are looked at as snapshots, so that a listing is not disturbed by a change.</summary>
internal sealed class SandboxFolder(SandboxMailbox mailbox, SandboxFolder? parent, EntryId entry, NewFolder definition)
{
    private readonly Dictionary<EntryId, SandboxItem> _items = [];
    private SandboxItem[]? _snapshot;

    public SandboxMailbox Mailbox => mailbox;

    public SandboxFolder? Parent => parent;

    public string Id { get; } = entry.ToString();

    public EntryId Entry => entry;

    public string DisplayName => definition.DisplayName;

    public string? FolderClass => definition.FolderClass;

    public string? WellKnownName => definition.WellKnownName;

    public bool IsHidden => definition.IsHidden;

    public bool IsSearchFolder => definition.Search is not null;

    /// <summary>Properties given when the folder was made.</summary>
    public PropertyBag Properties => definition.Properties;

    /// <summary>The names from the visible root down, joined by '/'. A name may hold that character itself.</summary>
    public string Path => parent is null || this == mailbox.VisibleRoot
        ? string.Empty
        : parent.Path.Length == 0 ? DisplayName : $"{parent.Path}/{DisplayName}";

    public IReadOnlyList<SandboxFolder> Children => [.. mailbox.Folders.Where(folder => folder.Parent == this)];

    /// <summary>The items a listing shows, oldest arrival first; for a search folder those found in other folders.</summary>
    public IReadOnlyList<SandboxItem> Items => [.. Everything.Where(static item => !item.IsAssociated)];

    /// <summary>All items, associated ones among them.</summary>
    public IReadOnlyList<SandboxItem> Everything => definition.Search is null ? Snapshot() : [.. mailbox.Items.Where(definition.Search)];

    /// <summary>Tells whether the item is in this folder, or is shown by it.</summary>
    public bool Holds(SandboxItem item) => definition.Search?.Invoke(item) ?? item.Folder == this;

    internal void Put(SandboxItem item)
    {
        lock (_items)
        {
            _items[item.Entry] = item;
            _snapshot = null;
        }
    }

    internal void Take(SandboxItem item)
    {
        lock (_items)
        {
            _items.Remove(item.Entry);
            _snapshot = null;
        }
    }

    private SandboxItem[] Snapshot()
    {
        lock (_items)
        {
            return _snapshot ??= [.. _items.Values.OrderBy(static item => item.Entry.Number)];
        }
    }
}
