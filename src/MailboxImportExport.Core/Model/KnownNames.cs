using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;

namespace MailboxImportExport.Model;

/// <summary>Names that a connection has seen, for tab completion. Bounded: completion is a convenience, not a cache.</summary>
internal sealed class KnownNames
{
    private const int Most = 2000;

    private readonly ConcurrentDictionary<string, bool> _folderPaths = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, bool> _itemClasses = new(StringComparer.OrdinalIgnoreCase);

    public IReadOnlyList<string> FolderPaths => Sorted(_folderPaths);

    public IReadOnlyList<string> ItemClasses => Sorted(_itemClasses);

    public void AddFolder(string path) => Add(_folderPaths, path);

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
