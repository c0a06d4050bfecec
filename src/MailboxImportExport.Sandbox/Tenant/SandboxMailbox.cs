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
    private readonly ConcurrentDictionary<EntryId, SandboxFolder> _folders = new();
    private readonly ConcurrentQueue<SandboxFolder> _order = new();
    private readonly object _changing = new();
    private long _entries;
    private long _changes;

    public SandboxMailbox(Guid tenantId, Guid guid, MailboxKind kind, MailboxLanguage language, TimeProvider clock)
    {
        TenantId = tenantId;
        Guid = guid;
        Kind = kind;
        Language = language;
        Clock = clock;
        Root = Register(null, new NewFolder("Root") { FolderClass = null });
        VisibleRoot = Register(Root, new NewFolder(language.VisibleRoot) { WellKnownName = VisibleRootName });
    }

    public Guid TenantId { get; }

    public Guid Guid { get; }

    public MailboxKind Kind { get; }

    public MailboxLanguage Language { get; }

    /// <summary>The id in paths: <c>MBX:{guid}@{tenant}</c>.</summary>
    public string Id => $"MBX:{Guid:D}@{TenantId:D}";

    /// <summary>The folder above all others, which no listing shows.</summary>
    public SandboxFolder Root { get; }

    /// <summary>The parent of the folders that a user sees at the top.</summary>
    public SandboxFolder VisibleRoot { get; }

    public IReadOnlyList<SandboxFolder> Folders => [.. _order];

    /// <summary>The items of all folders, oldest arrival first.</summary>
    public IReadOnlyList<SandboxItem> Items => [.. _items.Values.OrderBy(static item => item.Entry.Number)];

    internal TimeProvider Clock { get; }

    internal NamedPropertyMap Names { get; } = new();

    /// <summary>The folder with that well-known name, in any case.</summary>
    public SandboxFolder? WellKnown(string name)
        => _order.FirstOrDefault(folder => string.Equals(folder.WellKnownName, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The folder at a path below the visible root: names joined by '/'; throws when there is none.</summary>
    public SandboxFolder Folder(string path)
        => _order.FirstOrDefault(folder => folder.Path.Length > 0 && string.Equals(folder.Path, path, StringComparison.OrdinalIgnoreCase))
            ?? WellKnown(path)
            ?? throw new KeyNotFoundException($"The mailbox {Id} has no folder '{path}'.");

    public SandboxFolder? FindFolder(EntryId id) => _folders.GetValueOrDefault(id);

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
            bool exists = parent.Children.Any(child => string.Equals(child.DisplayName, folder.DisplayName, StringComparison.OrdinalIgnoreCase));
            return exists ? null : Register(parent, folder);
        }
    }

    public SandboxFolder AddFolder(SandboxFolder parent, NewFolder folder)
        => TryAddFolder(parent, folder)
            ?? throw new InvalidOperationException($"The folder '{parent.Path}' already has a child '{folder.DisplayName}'.");

    public SandboxItem AddItem(SandboxFolder folder, NewItem item)
    {
        EntryId entry = NextEntry(EntryKind.Item);
        DateTimeOffset created = item.Created ?? Clock.GetUtcNow();
        return Store(new SandboxItem
        {
            Entry = entry,
            Folder = folder,
            ChangeKey = NextChange(),
            Created = created,
            Modified = item.Modified ?? created,
            Content = item.Content,
            IsAssociated = item.IsAssociated,
            Size = ReportedSize.Of(item.Content),
        });
    }

    /// <summary>Replaces an item when it still is the given version; null when somebody was faster.</summary>
    public SandboxItem? TryUpdateItem(SandboxItem current, MessageContent content)
    {
        lock (_changing)
        {
            if (FindItem(current.Entry) != current)
            {
                return null;
            }

            return Store(new SandboxItem
            {
                Entry = current.Entry,
                Folder = current.Folder,
                ChangeKey = NextChange(),
                Created = current.Created,
                Modified = Clock.GetUtcNow(),
                Content = content,
                IsAssociated = current.IsAssociated,
                Size = ReportedSize.Of(content),
            });
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

            item.Folder.Take(item);
            return true;
        }
    }

    private SandboxItem Store(SandboxItem item)
    {
        lock (_changing)
        {
            _items[item.Entry] = item;
            item.Folder.Put(item);
            return item;
        }
    }

    private SandboxFolder Register(SandboxFolder? parent, NewFolder definition)
    {
        SandboxFolder folder = new(this, parent, NextEntry(EntryKind.Folder), definition);
        _folders[folder.Entry] = folder;
        _order.Enqueue(folder);
        return folder;
    }

    private EntryId NextEntry(EntryKind kind) => new(Guid, kind, (ulong)Interlocked.Increment(ref _entries));

    private ChangeKey NextChange() => new(Guid, Interlocked.Increment(ref _changes));
}
