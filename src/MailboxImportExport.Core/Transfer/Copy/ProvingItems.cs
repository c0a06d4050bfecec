using System.Collections.Generic;
using MailboxImportExport.Transfer.Import.Journal;

namespace MailboxImportExport.Transfer.Copy;

/// <summary>
/// The items of the target of a run that were named as the copy of an item. About twenty bytes for each; two whose hashes are the same would
/// keep an item in the source that could have been removed. From any thread.
/// </summary>
internal sealed class ProvingItems
{
    private readonly object _lock = new();
    private readonly HashSet<ulong> _taken = [];

    /// <summary>Takes an item for good: also when it then proves nothing, it is no proof of another.</summary>
    /// <returns>Whether nobody has taken it before.</returns>
    public bool TryTake(string itemId)
    {
        ulong hash = ItemIdHash.Of(itemId);
        lock (_lock)
        {
            return _taken.Add(hash);
        }
    }
}
