using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using MailboxImportExport.Model;
using MailboxImportExport.Transfer.Import.Journal;

namespace MailboxImportExport.Transfer.Import;

/// <summary>
/// Which items a target folder held when the run came to it: as a multiset, because two equal items of the source are two items.
/// About fifty bytes for each item.
/// </summary>
internal sealed class FolderContents
{
    // The count that the service names is only a hint for the size of the list.
    private const int MostExpected = 4 * 1024 * 1024;

    // Wider than clocks differ: what was created so long before an intent was not made by it.
    private static readonly TimeSpan ClockMargin = TimeSpan.FromMinutes(2);

    private readonly object _lock = new();
    private readonly List<HeldItem> _items;
    private readonly ItemMark[] _marks;
    private readonly ItemIds? _ids;

    // Of the first of several equal items: how many of them, from the first, are taken.
    private readonly int[] _taken;
    private readonly Lazy<int[]> _byId;
    private bool _setsCreation;
    private bool _keepsCreation;

    private FolderContents(List<HeldItem> items, ItemIds? ids)
    {
        _items = items;
        _ids = ids;
        _marks = new ItemMark[items.Count];
        _taken = new int[items.Count];
        _byId = new Lazy<int[]>(SortById);
    }

    private enum ItemMark : byte
    {
        Free,

        // Known to be the result of another import, or a source.
        Accounted,
        Taken,
    }

    /// <summary>Reads a listing to its end.</summary>
    /// <param name="listing">The items of the folder.</param>
    /// <param name="expected">How many there will be, roughly.</param>
    /// <param name="ids">Where ids and change keys are remembered, or null when nobody will want them.</param>
    public static async Task<FolderContents> ReadAsync(IAsyncEnumerable<MailboxItem> listing, long expected, ItemIds? ids = null)
    {
        List<HeldItem> items = new((int)Math.Min(MostExpected, Math.Max(0, expected)));
        await foreach (MailboxItem item in listing.ConfigureAwait(false))
        {
            items.Add(new HeldItem(IdentityHash.OfAny(ItemIdentity.Of(item)), ItemIdHash.Of(item.ItemId), item.Created?.UtcTicks ?? 0, ids?.Add(item.ItemId, item.ChangeKey) ?? 0));
        }

        items.Sort(static (a, b) => a.Identity.CompareTo(b.Identity));
        return new FolderContents(items, ids);
    }

    /// <summary>Learns from a journal which items are the results of imports, and of these how the service treats the creation time.</summary>
    public void Learn(ImportJournal journal)
    {
        lock (_lock)
        {
            journal.Tell(Account, source => Mark(source));
        }
    }

    /// <summary>Looks for an item, and takes what is found: it answers for one item of the source only.</summary>
    public TargetPresence Take(IdentityHash item) => Take(item, out _);

    /// <inheritdoc cref="Take(IdentityHash)"/>
    /// <param name="item">The item.</param>
    /// <param name="id">Gets the hash of the id of what was found.</param>
    public TargetPresence Take(IdentityHash item, out ulong id)
    {
        id = 0;
        int first = FirstFrom(item);
        if (!IsAt(first, item))
        {
            return IsKeyAt(first, item.Key) || IsKeyAt(first - 1, item.Key) ? TargetPresence.Conflict : TargetPresence.New;
        }

        lock (_lock)
        {
            int next = first + _taken[first];
            while (IsAt(next, item) && _marks[next] == ItemMark.Taken)
            {
                next++;
            }

            _taken[first] = next - first;
            if (!IsAt(next, item))
            {
                return TargetPresence.New;
            }

            _marks[next] = ItemMark.Taken;
            id = _items[next].Id;
            return TargetPresence.Same;
        }
    }

    /// <summary>Looks for the one item that another takes the place of; ids have to be remembered.</summary>
    /// <param name="item">The item that is imported.</param>
    /// <param name="version">Gets what it replaces.</param>
    public TargetPresence TakeOnly(IdentityHash item, out HeldVersion? version)
    {
        version = null;
        int first = FirstFrom(item);
        if (IsAt(first, item) && IsAt(first + 1, item))
        {
            return TargetPresence.Several;
        }

        TargetPresence presence = Take(item, out _);
        version = presence == TargetPresence.Same ? _ids!.At(_items[first].Place) : null;
        return presence == TargetPresence.Same ? TargetPresence.Replaceable : presence;
    }

    /// <summary>The item behind the hash of its id, where ids are remembered.</summary>
    public HeldVersion? VersionOf(ulong id)
    {
        int index = _ids is null ? -1 : Find(id);
        return index < 0 ? null : _ids!.At(_items[index].Place);
    }

    /// <summary>Whether an item of that id stands there and answers for no other; if so, it is taken.</summary>
    public bool TakeById(ulong id)
    {
        lock (_lock)
        {
            int index = Find(id);
            if (index < 0 || _marks[index] == ItemMark.Taken)
            {
                return false;
            }

            _marks[index] = ItemMark.Taken;
            return true;
        }
    }

    /// <summary>Looks for an item whose import was broken off, among those that no other import answers for, and takes what is found.</summary>
    /// <param name="item">The item.</param>
    /// <param name="intended">When it was about to be sent.</param>
    /// <param name="created">When the source item was created, if that is known: a service may keep that time.</param>
    /// <param name="id">Gets the hash of the id of what was found.</param>
    public IntentFinding TakeArrived(IdentityHash item, DateTimeOffset intended, DateTimeOffset? created, out ulong id)
    {
        lock (_lock)
        {
            int doubtful = -1;
            for (int i = FirstFrom(item); IsAt(i, item); i++)
            {
                IntentFinding finding = _marks[i] == ItemMark.Free ? Judge(_items[i].Created, intended, created) : IntentFinding.Missing;
                if (finding == IntentFinding.Found)
                {
                    _marks[i] = ItemMark.Taken;
                    id = _items[i].Id;
                    return finding;
                }

                doubtful = finding == IntentFinding.Doubtful && doubtful < 0 ? i : doubtful;
            }

            id = doubtful < 0 ? 0 : _items[doubtful].Id;
            if (doubtful >= 0)
            {
                _marks[doubtful] = ItemMark.Taken;
            }

            return doubtful < 0 ? IntentFinding.Missing : IntentFinding.Doubtful;
        }
    }

    private static long Second(long ticks) => ticks / TimeSpan.TicksPerSecond;

    private IntentFinding Judge(long held, DateTimeOffset intended, DateTimeOffset? created)
    {
        if (held >= (intended - ClockMargin).UtcTicks)
        {
            return IntentFinding.Found;
        }

        // Older than its intent: it can only be the one if the service keeps the creation time of the source.
        bool mayBeKept = held == 0 || created is null || Second(created.Value.UtcTicks) == Second(held);
        return mayBeKept && (_keepsCreation || !_setsCreation) ? IntentFinding.Doubtful : IntentFinding.Missing;
    }

    private void Account(ulong id, DateTimeOffset intended)
    {
        int index = Mark(id);
        if (index < 0 || _items[index].Created == 0)
        {
            return;
        }

        bool isSet = _items[index].Created >= (intended - ClockMargin).UtcTicks;
        _setsCreation |= isSet;
        _keepsCreation |= !isSet;
    }

    private int Mark(ulong id)
    {
        int index = Find(id);
        if (index >= 0 && _marks[index] == ItemMark.Free)
        {
            _marks[index] = ItemMark.Accounted;
        }

        return index;
    }

    private int Find(ulong id)
    {
        int[] byId = _byId.Value;
        int low = 0;
        int high = byId.Length;
        while (low < high)
        {
            int middle = low + ((high - low) / 2);
            (low, high) = _items[byId[middle]].Id < id ? (middle + 1, high) : (low, middle);
        }

        return low < byId.Length && _items[byId[low]].Id == id ? byId[low] : -1;
    }

    private int[] SortById()
    {
        int[] indexes = new int[_items.Count];
        ulong[] ids = new ulong[_items.Count];
        for (int i = 0; i < indexes.Length; i++)
        {
            indexes[i] = i;
            ids[i] = _items[i].Id;
        }

        Array.Sort(ids, indexes);
        return indexes;
    }

    private bool IsAt(int index, IdentityHash item) => index < _items.Count && _items[index].Identity == item;

    private bool IsKeyAt(int index, ulong key) => index >= 0 && index < _items.Count && _items[index].Identity.Key == key;

    private int FirstFrom(IdentityHash item)
    {
        int low = 0;
        int high = _items.Count;
        while (low < high)
        {
            int middle = low + ((high - low) / 2);
            bool isBefore = _items[middle].Identity.CompareTo(item) < 0;
            (low, high) = isBefore ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private readonly record struct HeldItem(IdentityHash Identity, ulong Id, long Created, long Place);
}
