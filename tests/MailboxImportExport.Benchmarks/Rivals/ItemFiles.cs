using System.Collections.Generic;
using System.IO;
using System.Linq;
using MailboxImportExport.ItemFolder;
using MailboxImportExport.Model;

namespace MailboxImportExport.Benchmarks.Rivals;

/// <summary>The same files under the same names as those of an export folder.</summary>
internal sealed class ItemFiles
{
    private readonly Dictionary<string, string> _paths;

    public ItemFiles(string root, IEnumerable<MailboxItem> items)
    {
        _paths = items.ToDictionary(static i => i.ItemId, i => Path.Combine(root, ItemFolderLayout.FileOf(i.MailboxId, i.ItemId, i.ChangeKey, null)));
        foreach (string folder in _paths.Values.Select(static path => Path.GetDirectoryName(path)!).Distinct())
        {
            Directory.CreateDirectory(folder);
        }
    }

    public string PathOf(string itemId) => _paths[itemId];
}
