using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace MailboxImportExport.Sandbox.Tenant;

/// <summary>
/// The items of one folder with what makes them quick to find: an order by creation in which a place can be counted off, and a log of changes.
/// </summary>
internal sealed class FolderContents
{
    private readonly object _lock = new();
    private readonly Dictionary<EntryId, SandboxItem> _items = [];
    private readonly List<ItemChange> _log = [];
    private ImmutableSortedSet<SandboxItem> _all = ImmutableSortedSet.Create<SandboxItem>(CreationOrder.Instance);
    private ImmutableSortedSet<SandboxItem> _shown = ImmutableSortedSet.Create<SandboxItem>(CreationOrder.Instance);
    private SandboxItem[]? _arrivals;
    private long _size;

    /// <summary>All items, oldest arrival first.</summary>
    public IReadOnlyList<SandboxItem> Arrivals
    {
        get
        {
            lock (_lock)
            {
                return _arrivals ??= [.. _items.Values.OrderBy(static item => item.Entry.Number)];
            }
        }
    }

    /// <summary>How large the items that show are together.</summary>
    public long Size
    {
        get
        {
            lock (_lock)
            {
                return _size;
            }
        }
    }

    /// <summary>The items by creation as they are now. It does not change, and a place in it is found in a few steps.</summary>
    public ImmutableSortedSet<SandboxItem> ByCreation(bool includeAssociated)
    {
        lock (_lock)
        {
            return includeAssociated ? _all : _shown;
        }
    }

    public void Put(SandboxItem item)
    {
        lock (_lock)
        {
            if (_items.TryGetValue(item.Entry, out SandboxItem? old))
            {
                Forget(old);
            }

            _items[item.Entry] = item;
            _all = _all.Add(item);
            if (!item.IsAssociated)
            {
                _shown = _shown.Add(item);
                _size += item.Size;
            }

            _arrivals = null;

            // A change that the change key does not tell of has no number of its own and no line here.
            if (_log.Count == 0 || item.ChangeKey.Number > _log[^1].Number)
            {
                _log.Add(new ItemChange(item.ChangeKey.Number, item.Entry, ItemChangeKind.Stored));
            }
        }
    }

    public void Take(SandboxItem item, long change, ItemChangeKind kind)
    {
        lock (_lock)
        {
            _items.Remove(item.Entry);
            Forget(item);
            _arrivals = null;
            if (!item.IsAssociated)
            {
                _log.Add(new ItemChange(change, item.Entry, kind));
            }
        }
    }

    /// <summary>
    /// What has become of the items after one change and up to another. Whoever has seen nothing yet is told nothing of what is gone.
    /// </summary>
    public IReadOnlyList<DeltaEntry<SandboxItem>> Changes(long since, long until)
    {
        lock (_lock)
        {
            List<DeltaEntry<SandboxItem>> entries = [];
            for (int index = FirstAfter(since); index < _log.Count && _log[index].Number <= until; index++)
            {
                if (Describe(_log[index], since) is DeltaEntry<SandboxItem> entry)
                {
                    entries.Add(entry);
                }
            }

            return entries;
        }
    }

    /// <summary>A line that a later one has overtaken tells nothing.</summary>
    private DeltaEntry<SandboxItem>? Describe(ItemChange change, long since)
    {
        SandboxItem? item = _items.GetValueOrDefault(change.Entry);
        if (change.Kind == ItemChangeKind.Stored)
        {
            return item?.ChangeKey.Number == change.Number && !item.IsAssociated ? new DeltaEntry<SandboxItem>(item.Id, item, IsMoved: false) : null;
        }

        return since > 0 && item is null
            ? new DeltaEntry<SandboxItem>(change.Entry.ToString(), Entity: null, change.Kind == ItemChangeKind.MovedAway)
            : null;
    }

    private int FirstAfter(long since)
    {
        int low = 0;
        int high = _log.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = _log[middle].Number > since ? (low, middle) : (middle + 1, high);
        }

        return low;
    }

    private void Forget(SandboxItem item)
    {
        _all = _all.Remove(item);
        if (!item.IsAssociated)
        {
            _shown = _shown.Remove(item);
            _size -= item.Size;
        }
    }
}
