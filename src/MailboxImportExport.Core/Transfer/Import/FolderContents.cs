using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using MailboxImportExport.Model;

namespace MailboxImportExport.Transfer.Import;

/// <summary>
/// Which items a target folder held when the run came to it: as a multiset, because two equal items of the source are two items.
/// Sixteen bytes and a counter for each item.
/// </summary>
internal sealed class FolderContents
{
    // The count that the service names is only a hint for the size of the list.
    private const int MostExpected = 4 * 1024 * 1024;

    private readonly object _lock = new();
    private readonly List<IdentityHash> _items;
    private readonly int[] _taken;

    private FolderContents(List<IdentityHash> items)
    {
        _items = items;
        _taken = new int[items.Count];
    }

    /// <summary>Reads a listing to its end.</summary>
    /// <param name="listing">The items of the folder.</param>
    /// <param name="expected">How many there will be, roughly.</param>
    public static async Task<FolderContents> ReadAsync(IAsyncEnumerable<MailboxItem> listing, long expected)
    {
        List<IdentityHash> items = new((int)Math.Min(MostExpected, Math.Max(0, expected)));
        await foreach (MailboxItem item in listing.ConfigureAwait(false))
        {
            if (IdentityHash.Of(ItemIdentity.Of(item)) is IdentityHash hash)
            {
                items.Add(hash);
            }
        }

        items.Sort();
        return new FolderContents(items);
    }

    /// <summary>Looks for an item, and takes what is found: it answers for one item of the source only.</summary>
    public TargetPresence Take(IdentityHash item)
    {
        int first = FirstFrom(item);
        if (!IsAt(first, item))
        {
            return IsKeyAt(first, item.Key) || IsKeyAt(first - 1, item.Key) ? TargetPresence.Conflict : TargetPresence.New;
        }

        lock (_lock)
        {
            // The counter of the first of several equal items counts for all of them.
            if (!IsAt(first + _taken[first], item))
            {
                return TargetPresence.New;
            }

            _taken[first]++;
            return TargetPresence.Same;
        }
    }

    private bool IsAt(int index, IdentityHash item) => index < _items.Count && _items[index] == item;

    private bool IsKeyAt(int index, ulong key) => index >= 0 && index < _items.Count && _items[index].Key == key;

    private int FirstFrom(IdentityHash item)
    {
        int low = 0;
        int high = _items.Count;
        while (low < high)
        {
            int middle = low + ((high - low) / 2);
            bool isBefore = _items[middle].CompareTo(item) < 0;
            (low, high) = isBefore ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
