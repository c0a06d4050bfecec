using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using MailboxImportExport.Model;
using MailboxImportExport.Transfer.Import.Journal;

namespace MailboxImportExport.Transfer.Import;

/// <summary>
/// Which items a target folder held when the run came to it: as a multiset, because two equal items of the source are two items.
/// Thirty-two bytes for each item, and about eight more where items are looked for by their ids.
/// </summary>
internal sealed class FolderContents
{
    /// <summary>Wider than clocks differ: what was created so long before an intent was not made by it.</summary>
    public static readonly TimeSpan ClockMargin = TimeSpan.FromMinutes(2);

    private readonly object _lock = new();
    private readonly HeldItem[] _items;
    private readonly int _count;
    private readonly long[]? _places;
    private readonly ItemIds? _ids;
    private readonly Lazy<HeldItemIds> _byId;

    // Of the first of several equal items: how many of them, from the first, are taken.
    private readonly Dictionary<int, int> _taken = [];
    private bool _setsCreation;
    private bool _keepsCreation;

    private FolderContents(GrowingArray<HeldItem> items, long[]? places, ItemIds? ids)
    {
        _items = items.Values;
        _count = items.Count;
        _places = places;
        _ids = ids;
        _byId = new Lazy<HeldItemIds>(() => new HeldItemIds(_items, _count));
    }

    /// <summary>When it was looked, by the clock of the service or earlier.</summary>
    public DateTimeOffset Listed { get; init; }

    /// <summary>Whether earlier imports show that the service gives new items a creation time of its own.</summary>
    public bool SetsCreation
    {
        get
        {
            lock (_lock)
            {
                return _setsCreation && !_keepsCreation;
            }
        }
    }

    /// <summary>Reads a listing to its end.</summary>
    /// <param name="listing">The items of the folder.</param>
    /// <param name="expected">How many there will be, roughly.</param>
    /// <param name="ids">Where ids and change keys are remembered, or null when nobody will want them.</param>
    /// <param name="now">The time at the service; it does not matter where no earlier run is known.</param>
    public static async Task<FolderContents> ReadAsync(IAsyncEnumerable<MailboxItem> listing, long expected, ItemIds? ids = null, DateTimeOffset now = default)
    {
        GrowingArray<HeldItem> items = new(expected);
        GrowingArray<long>? places = ids is null ? null : new(expected);
        await foreach (MailboxItem item in listing.ConfigureAwait(false))
        {
            items.Add(HeldItem.Of(item));
            places?.Add(ids!.Add(item.ItemId, item.ChangeKey));
        }

        if (places is null)
        {
            Array.Sort(items.Values, 0, items.Count, HeldItem.Order);
        }
        else
        {
            Array.Sort(items.Values, places.Values, 0, items.Count, HeldItem.Order);
        }

        return new FolderContents(items, places?.Values, ids) { Listed = now };
    }

    /// <summary>Learns from a journal which items are the results of imports, and of these how the service treats the creation time.</summary>
    public void Learn(ImportJournal journal)
    {
        lock (_lock)
        {
            journal.Tell(Account, MarkMoved, source => Mark(source));
        }
    }

    /// <summary>Learns which items are the results of imports that are in no journal.</summary>
    /// <param name="tell">Tells each.</param>
    public void Account(Action<Action<ulong>> tell)
    {
        lock (_lock)
        {
            tell(id => Mark(id));
        }
    }

    /// <summary>Whether an item of that id stood there.</summary>
    public bool Knows(ulong id) => Find(id) >= 0;

    /// <summary>Looks for an item, and takes what is found: it answers for one item of the source only.</summary>
    public TargetPresence Take(IdentityHash item) => Take(item, leavesMoved: false, out _);

    /// <inheritdoc cref="Take(IdentityHash)"/>
    /// <param name="item">The item.</param>
    /// <param name="leavesMoved">Whether what stands for an item that was moved is left to that one.</param>
    /// <param name="id">Gets the hash of the id of what was found.</param>
    public TargetPresence Take(IdentityHash item, bool leavesMoved, out ulong id)
    {
        id = 0;
        int first = FirstFrom(item);
        if (!IsAt(first, item))
        {
            return IsKeyAt(first, item.Key) || IsKeyAt(first - 1, item.Key) ? TargetPresence.Conflict : TargetPresence.New;
        }

        lock (_lock)
        {
            int place = leavesMoved ? FirstNotMoved(first, item) : FirstNotTaken(first, item);
            if (place < 0)
            {
                return TargetPresence.New;
            }

            _items[place].Mark = ItemMark.Taken;
            id = _items[place].Id;
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

        TargetPresence presence = Take(item);
        version = presence == TargetPresence.Same ? _ids!.At(_places![first]) : null;
        return presence == TargetPresence.Same ? TargetPresence.Replaceable : presence;
    }

    /// <summary>The item behind the hash of its id, where ids are remembered.</summary>
    public HeldVersion? VersionOf(ulong id)
    {
        int index = _ids is null ? -1 : Find(id);
        return index < 0 ? null : _ids!.At(_places![index]);
    }

    /// <summary>Whether an item of that id stands there and answers for no other; if so, it is taken.</summary>
    public bool TakeById(ulong id)
    {
        lock (_lock)
        {
            int index = Find(id);
            if (index < 0 || _items[index].Mark == ItemMark.Taken)
            {
                return false;
            }

            _items[index].Mark = ItemMark.Taken;
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
            foreach (int i in Like(item))
            {
                IntentFinding finding = _items[i].Mark == ItemMark.Free ? Judge(_items[i].Created, intended, created) : IntentFinding.Missing;
                if (finding == IntentFinding.Found)
                {
                    _items[i].Mark = ItemMark.Taken;
                    id = _items[i].Id;
                    return finding;
                }

                doubtful = finding == IntentFinding.Doubtful && doubtful < 0 ? i : doubtful;
            }

            id = doubtful < 0 ? 0 : _items[doubtful].Id;
            if (doubtful >= 0)
            {
                _items[doubtful].Mark = ItemMark.Taken;
            }

            return doubtful < 0 ? IntentFinding.Missing : IntentFinding.Doubtful;
        }
    }

    // Of an item without a search key the stored one may have been given some: all have to be looked at, which few items need.
    private IEnumerable<int> Like(IdentityHash item)
    {
        for (int i = item.HasKey ? FirstFrom(item) : 0; i < _count && (!item.HasKey || IsAt(i, item)); i++)
        {
            if (item.MayBe(_items[i].Identity))
            {
                yield return i;
            }
        }
    }

    private IntentFinding Judge(uint held, DateTimeOffset intended, DateTimeOffset? created)
    {
        if (held >= HeldItem.Second(intended - ClockMargin))
        {
            return IntentFinding.Found;
        }

        // Older than its intent: it can only be the one if the service keeps the creation time of the source.
        bool mayBeKept = held == 0 || created is null || HeldItem.Second(created) == held;
        return mayBeKept && (_keepsCreation || !_setsCreation) ? IntentFinding.Doubtful : IntentFinding.Missing;
    }

    private void Account(ulong id, DateTimeOffset? intended)
    {
        int index = Mark(id);
        if (index < 0 || intended is not DateTimeOffset time || _items[index].Created == 0)
        {
            return;
        }

        bool isSet = _items[index].Created >= HeldItem.Second(time - ClockMargin);
        _setsCreation |= isSet;
        _keepsCreation |= !isSet;
    }

    private int Mark(ulong id)
    {
        int index = Find(id);
        if (index >= 0 && _items[index].Mark == ItemMark.Free)
        {
            _items[index].Mark = ItemMark.Accounted;
        }

        return index;
    }

    private void MarkMoved(ulong id)
    {
        int index = Find(id);
        if (index >= 0 && _items[index].Mark != ItemMark.Taken)
        {
            _items[index].Mark = ItemMark.Moved;
        }
    }

    private int FirstNotTaken(int first, IdentityHash item)
    {
        if (_items[first].Mark != ItemMark.Taken || !IsAt(first + 1, item))
        {
            return _items[first].Mark == ItemMark.Taken ? -1 : first;
        }

        int next = first + (_taken.TryGetValue(first, out int taken) ? taken : 1);
        while (IsAt(next, item) && _items[next].Mark == ItemMark.Taken)
        {
            next++;
        }

        _taken[first] = next - first;
        return IsAt(next, item) ? next : -1;
    }

    private int FirstNotMoved(int first, IdentityHash item)
    {
        for (int i = first; IsAt(i, item); i++)
        {
            if (_items[i].Mark is ItemMark.Free or ItemMark.Accounted)
            {
                return i;
            }
        }

        return -1;
    }

    private int Find(ulong id) => _byId.Value.Find(id);

    private bool IsAt(int index, IdentityHash item) => index < _count && _items[index].Identity == item;

    private bool IsKeyAt(int index, ulong key) => index >= 0 && index < _count && _items[index].Identity.Key == key;

    private int FirstFrom(IdentityHash item)
    {
        int low = 0;
        int high = _count;
        while (low < high)
        {
            int middle = low + ((high - low) / 2);
            bool isBefore = _items[middle].Identity.CompareTo(item) < 0;
            (low, high) = isBefore ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
