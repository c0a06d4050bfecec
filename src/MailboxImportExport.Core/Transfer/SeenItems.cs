using System.Collections.Generic;
using MailboxImportExport.ItemFolder;

namespace MailboxImportExport.Transfer;

/// <summary>
/// Which items a run has been given so far: folders that are given one by one may lie inside each other, and a listing may be piped in twice.
/// About forty bytes for each item. From any thread.
/// </summary>
internal sealed class SeenItems
{
    private readonly object _lock = new();
    private readonly HashSet<ManifestKey> _seen = [];

    /// <summary>Remembers an item.</summary>
    /// <returns>Whether it comes for the first time.</returns>
    public bool Add(ManifestKey item)
    {
        lock (_lock)
        {
            return _seen.Add(item);
        }
    }
}
