using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;

namespace MailboxImportExport.Model;

/// <summary>Names that a connection has seen, for tab completion and messages. Bounded: it is a convenience, not a cache.</summary>
internal sealed class KnownNames
{
    private const int Most = 2000;

    private readonly ConcurrentDictionary<string, bool> _folderPaths = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, bool> _itemClasses = new(StringComparer.OrdinalIgnoreCase);

    private readonly ConcurrentDictionary<string, string> _mailboxes = new(StringComparer.OrdinalIgnoreCase);

    public IReadOnlyList<string> FolderPaths => Sorted(_folderPaths);

    public IReadOnlyList<string> ItemClasses => Sorted(_itemClasses);

    public void AddFolder(string path) => Add(_folderPaths, path);

    /// <summary>Remembers what a user calls a mailbox, for messages about items that bring its id only.</summary>
    public void AddMailbox(string mailboxId, string name)
    {
        if (_mailboxes.Count < Most)
        {
            _mailboxes[mailboxId] = name;
        }
    }

    /// <summary>What a user called a mailbox, or its id.</summary>
    public string NameOf(string mailboxId) => _mailboxes.TryGetValue(mailboxId, out string? name) ? name : mailboxId;

    public void AddItemClass(string? itemClass) => Add(_itemClasses, itemClass);

    private static void Add(ConcurrentDictionary<string, bool> names, string? name)
    {
        if (!string.IsNullOrEmpty(name) && names.Count < Most)
        {
            names.TryAdd(name!, true);
        }
    }

    private static List<string> Sorted(ConcurrentDictionary<string, bool> names)
        => names.Keys.OrderBy(static name => name, StringComparer.OrdinalIgnoreCase).ToList();
}
