using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using MailboxImportExport.Sandbox.Mapi;
using MailboxImportExport.Sandbox.Streams;

namespace MailboxImportExport.Sandbox.Tenant;

/// <summary>A mailbox: its folders and the items in them. Safe to use from several threads.</summary>
internal sealed class SandboxMailbox
{
    /// <summary>The name of the folder under which all folders stand that a user sees.</summary>
    public const string VisibleRootName = "msgfolderroot";

    /// <summary>The name of the folder that holds what has been deleted from Deleted Items.</summary>
    public const string RecoverableItemsName = "recoverableitemsroot";

    private readonly ConcurrentDictionary<EntryId, SandboxItem> _items = new();
    private readonly FolderTree _tree = new();
    private readonly object _changing = new();
    private readonly List<(DateTimeOffset From, SandboxItem Item)> _unseen = [];
    private long _entries;
    private long _changes;
    private long? _room;

    public SandboxMailbox(Guid tenantId, Guid guid, MailboxKind kind, MailboxLanguage language, TimeProvider clock)
    {
        TenantId = tenantId;
        Guid = guid;
        Kind = kind;
        Language = language;
        Clock = clock;
        Root = Register(null, new NewFolder("Root") { FolderClass = null });

        // The root of an archive has been seen without a name.
        string rootName = IsArchive ? string.Empty : language.VisibleRoot;
        VisibleRoot = Register(Root, new NewFolder(rootName) { WellKnownName = VisibleRootName });
    }

    public Guid TenantId { get; }

    public Guid Guid { get; }

    public MailboxKind Kind { get; }

    /// <summary>Whether it is an archive, or a part of one.</summary>
    public bool IsArchive => Kind is MailboxKind.Archive or MailboxKind.Auxiliary;

    /// <summary>The archive that an auxiliary mailbox belongs to.</summary>
    public SandboxMailbox? MainArchive { get; init; }

    public MailboxLanguage Language { get; }

    /// <summary>The id in paths: <c>MBX:{guid}@{tenant}</c>.</summary>
    public string Id => $"MBX:{Guid:D}@{TenantId:D}";

    /// <summary>The folder above all others, which no listing shows.</summary>
    public SandboxFolder Root { get; }

    /// <summary>The parent of the folders that a user sees at the top.</summary>
    public SandboxFolder VisibleRoot { get; }

    /// <summary>What must not be deleted for good.</summary>
    public Holds Holds { get; } = new();

    public IReadOnlyList<SandboxFolder> Folders => _tree.All;

    /// <summary>Bytes of imports that still fit into the mailbox; null when nobody counts them.</summary>
    public long? Room
    {
        get
        {
            lock (_changing)
            {
                return _room;
            }
        }

        set
        {
            lock (_changing)
            {
                _room = value;
            }
        }
    }

    /// <summary>The items of all folders, oldest arrival first.</summary>
    public IReadOnlyList<SandboxItem> Items => [.. _items.Values.OrderBy(static item => item.Entry.Number)];

    internal TimeProvider Clock { get; }

    internal NamedPropertyMap Names { get; } = new();

    /// <summary>The folder with that well-known name, in any case.</summary>
    public SandboxFolder? WellKnown(string name)
        => Folders.FirstOrDefault(folder => string.Equals(folder.WellKnownName, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The folder with that role; null when the mailbox has none.</summary>
    public SandboxFolder? WithRole(FolderRole role) => Folders.FirstOrDefault(folder => folder.Role == role);

    /// <summary>The folder at a path below the visible root: names joined by '/'; throws when there is none.</summary>
    public SandboxFolder Folder(string path)
        => Folders.FirstOrDefault(folder => folder.Path.Length > 0 && string.Equals(folder.Path, path, StringComparison.OrdinalIgnoreCase))
            ?? WellKnown(path)
            ?? throw new KeyNotFoundException($"The mailbox {Id} has no folder '{path}'.");

    public SandboxFolder? FindFolder(EntryId id) => _tree.Find(id);

    public SandboxItem? FindItem(EntryId id) => _items.GetValueOrDefault(id);

    /// <summary>The current version of an item; throws when it is gone.</summary>
    public SandboxItem Item(string id)
        => EntryId.Parse(id) is EntryId entry && FindItem(entry) is SandboxItem item
            ? item
            : throw new KeyNotFoundException($"The mailbox {Id} has no item '{id}'.");

    /// <summary>Adds a folder; null when the parent already has one of that name.</summary>
    public SandboxFolder? TryAddFolder(SandboxFolder parent, NewFolder folder)
    {
        lock (_changing)
        {
            return _tree.Child(parent, folder.DisplayName) is null ? Register(parent, folder) : null;
        }
    }

    public SandboxFolder AddFolder(SandboxFolder parent, NewFolder folder)
        => TryAddFolder(parent, folder)
            ?? throw new InvalidOperationException($"The folder '{parent.Path}' already has a child '{folder.DisplayName}'.");

    /// <summary>Renames a folder and adds properties to those it has; false when a neighbour has the name already.</summary>
    public bool TryChangeFolder(SandboxFolder folder, string name, IReadOnlyList<MapiProperty> properties)
    {
        lock (_changing)
        {
            if (folder.Parent is SandboxFolder parent && _tree.Child(parent, name) is SandboxFolder other && other != folder)
            {
                return false;
            }

            NewFolder definition = folder.Definition with { DisplayName = name, Properties = folder.Properties.With([.. properties]) };
            folder.Become(new FolderVersion(folder.Parent, definition, NextChange().Number));
            return true;
        }
    }

    /// <summary>Puts a folder with everything below it under another parent, under a number when its name is taken there.</summary>
    public void MoveFolder(SandboxFolder folder, SandboxFolder parent)
    {
        lock (_changing)
        {
            _tree.Move(folder, parent, NextChange().Number);
        }
    }

    /// <summary>Removes a folder for good, with everything in it and below it.</summary>
    public void RemoveFolder(SandboxFolder folder)
    {
        lock (_changing)
        {
            foreach (SandboxFolder gone in _tree.Remove(folder, NextChange().Number))
            {
                foreach (SandboxItem item in gone.IsSearchFolder ? [] : gone.Everything)
                {
                    _items.TryRemove(item.Entry, out _);
                }
            }
        }
    }

    /// <summary>Adds an item to a folder; where its content has moved to another mailbox since it was looked up, it goes there.</summary>
    public SandboxItem AddItem(SandboxFolder folder, NewItem item)
    {
        SandboxMailbox owner;
        lock (_changing)
        {
            if (folder.MovedTo?.FindFolder(folder.Entry) is null)
            {
                return Make(folder, item);
            }

            owner = folder.MovedTo;
        }

        return owner.AddItem(owner.FindFolder(folder.Entry)!, item);
    }

    /// <summary>From now on the content of a folder is in another mailbox.</summary>
    public void SendOn(SandboxFolder folder, SandboxMailbox target)
    {
        lock (_changing)
        {
            folder.MovedTo = target;
        }
    }

    /// <summary>Lets show what was made long enough ago.</summary>
    public void ShowWhatIsDue()
    {
        lock (_changing)
        {
            DateTimeOffset now = Clock.GetUtcNow();
            _unseen.FindAll(unseen => unseen.From <= now).ForEach(unseen => Store(unseen.Item));
            _unseen.RemoveAll(unseen => unseen.From <= now);
        }
    }

    /// <summary>Takes room for an import; false when there is not enough.</summary>
    public bool TryTakeRoom(long bytes)
    {
        lock (_changing)
        {
            if (_room < bytes)
            {
                return false;
            }

            _room -= bytes;
            return true;
        }
    }

    /// <summary>Replaces an item when it still is the given version; null when somebody was faster.</summary>
    public SandboxItem? TryUpdateItem(SandboxItem current, MessageContent content)
    {
        lock (_changing)
        {
            return FindItem(current.Entry) == current
                ? Store(current.With(NextChange(), Clock.GetUtcNow(), content))
                : null;
        }
    }

    /// <summary>
    /// Changes an item behind the back of its change key, as reading it does where read state is kept beside the item; null when it is gone.
    /// </summary>
    public SandboxItem? ReplaceUnseen(SandboxItem current, MessageContent content)
    {
        lock (_changing)
        {
            return FindItem(current.Entry) is SandboxItem item ? Store(item.With(item.ChangeKey, item.Modified, content)) : null;
        }
    }

    /// <summary>Puts an item into another folder; null when it is gone.</summary>
    /// <param name="item">The item.</param>
    /// <param name="target">A folder of the same mailbox.</param>
    /// <param name="keepsId">Whether the item keeps its id there, or gets a new one.</param>
    public SandboxItem? MoveItem(SandboxItem item, SandboxFolder target, bool keepsId)
    {
        lock (_changing)
        {
            if (!_items.TryRemove(item.Entry, out SandboxItem? current))
            {
                return null;
            }

            ChangeKey change = NextChange();
            current.Folder.Take(current, change.Number, ItemChangeKind.MovedAway);
            return Store(current.In(target, keepsId ? current.Entry : NextEntry(EntryKind.Item), change));
        }
    }

    /// <summary>Removes an item for good; false when it was gone already.</summary>
    public bool RemoveItem(SandboxItem item) => RemoveItem(item.Entry);

    /// <summary>Removes an item for good; false when it was gone already.</summary>
    public bool RemoveItem(EntryId id)
    {
        lock (_changing)
        {
            if (!_items.TryRemove(id, out SandboxItem? item))
            {
                return false;
            }

            item.Folder.Take(item, NextChange().Number, ItemChangeKind.Removed);
            return true;
        }
    }

    /// <summary>What has become of the items of a folder since a change; the newest few changes may be held back.</summary>
    public DeltaChanges<SandboxItem> ItemChanges(SandboxFolder folder, long since, int heldBack)
    {
        lock (_changing)
        {
            long until = Math.Max(since, _changes - heldBack);
            return new DeltaChanges<SandboxItem>(folder.Changes(since, until), until);
        }
    }

    /// <summary>What has become of the folders below a folder since a change; the newest few changes may be held back.</summary>
    public DeltaChanges<SandboxFolder> FolderChanges(SandboxFolder scope, bool isRecursive, long since, int heldBack)
    {
        lock (_changing)
        {
            long until = Math.Max(since, _changes - heldBack);
            return new DeltaChanges<SandboxFolder>(_tree.Changes(scope, isRecursive, since, until), until);
        }
    }

    /// <summary>Takes a folder over that keeps its id.</summary>
    internal SandboxFolder AdoptFolder(SandboxFolder folder, SandboxFolder parent)
    {
        lock (_changing)
        {
            NewFolder definition = folder.Definition with { WellKnownName = null, Role = FolderRole.None };
            return Register(parent, definition, folder.Entry);
        }
    }

    /// <summary>Takes an item over that keeps its id.</summary>
    internal void AdoptItem(SandboxItem item, SandboxFolder folder)
    {
        lock (_changing)
        {
            Store(item.In(folder, item.Entry, NextChange()));
        }
    }

    private SandboxItem Make(SandboxFolder folder, NewItem item)
    {
        DateTimeOffset created = item.Created ?? Clock.GetUtcNow();
        SandboxItem made = new()
        {
            Entry = NextEntry(EntryKind.Item),
            Folder = folder,
            ChangeKey = NextChange(),
            Created = created,
            Modified = item.Modified ?? created,
            Content = item.Content,
            IsAssociated = item.IsAssociated,
            Size = ReportedSize.Of(item.Content),
        };
        if (item.ShowsAfter <= TimeSpan.Zero)
        {
            return Store(made);
        }

        _unseen.Add((Clock.GetUtcNow() + item.ShowsAfter, made));
        return made;
    }

    private SandboxItem Store(SandboxItem item)
    {
        _items[item.Entry] = item;
        item.Folder.Put(item);
        return item;
    }

    private SandboxFolder Register(SandboxFolder? parent, NewFolder definition, EntryId? entry = null)
    {
        SandboxFolder folder = new(this, entry ?? NextEntry(EntryKind.Folder), new FolderVersion(parent, definition, NextChange().Number));
        _tree.Add(folder);
        return folder;
    }

    private EntryId NextEntry(EntryKind kind) => new(Guid, kind, (ulong)Interlocked.Increment(ref _entries));

    private ChangeKey NextChange() => new(Guid, Interlocked.Increment(ref _changes));
}
