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
    private readonly IdentityHash[] _items;
    private readonly int[] _taken;
    private readonly ItemIds? _ids;
    private readonly long[] _places;

    private FolderContents(IdentityHash[] items, ItemIds? ids, long[] places)
    {
        _items = items;
        _ids = ids;
        _places = places;
        _taken = new int[items.Length];
    }

    /// <summary>Reads a listing to its end.</summary>
    /// <param name="listing">The items of the folder.</param>
    /// <param name="expected">How many there will be, roughly.</param>
    /// <param name="ids">Where the ids are remembered, or null when nobody will want them.</param>
    public static async Task<FolderContents> ReadAsync(IAsyncEnumerable<MailboxItem> listing, long expected, ItemIds? ids = null)
    {
        List<IdentityHash> items = new((int)Math.Min(MostExpected, Math.Max(0, expected)));
        List<long> places = [];
        await foreach (MailboxItem item in listing.ConfigureAwait(false))
        {
            if (IdentityHash.Of(ItemIdentity.Of(item)) is IdentityHash hash)
            {
                items.Add(hash);
                if (ids is not null)
                {
                    places.Add(ids.Add(item.ItemId));
                }
            }
        }

        IdentityHash[] sorted = [.. items];
        long[] sortedPlaces = [.. places];
        if (ids is null)
        {
            Array.Sort(sorted);
        }
        else
        {
            Array.Sort(sorted, sortedPlaces);
        }

        return new FolderContents(sorted, ids, sortedPlaces);
    }

    /// <summary>Looks for an item, and takes what is found: it answers for one item of the source only.</summary>
    public TargetMatch Take(IdentityHash item)
    {
        int first = FirstFrom(item);
        if (!IsAt(first, item))
        {
            return new TargetMatch(IsKeyAt(first, item.Key) || IsKeyAt(first - 1, item.Key) ? TargetPresence.Conflict : TargetPresence.New);
        }

        lock (_lock)
        {
            // The counter of the first of several equal items counts for all of them.
            if (!IsAt(first + _taken[first], item))
            {
                return new TargetMatch(TargetPresence.New);
            }

            int found = first + _taken[first]++;
            return new TargetMatch(TargetPresence.Same, _ids?.At(_places[found]));
        }
    }

    private bool IsAt(int index, IdentityHash item) => index < _items.Length && _items[index] == item;

    private bool IsKeyAt(int index, ulong key) => index >= 0 && index < _items.Length && _items[index].Key == key;

    private int FirstFrom(IdentityHash item)
    {
        int low = 0;
        int high = _items.Length;
        while (low < high)
        {
            int middle = low + ((high - low) / 2);
            bool isBefore = _items[middle].CompareTo(item) < 0;
            (low, high) = isBefore ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
