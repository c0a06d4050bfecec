namespace MailboxImportExport.Transfer.Import;

/// <summary>
/// The items that a run has brought into their folders or found there, in sixteen bytes or little more for each, so that a source
/// which brings an item for the second time does not bring it in for the second time. From any thread.
/// </summary>
internal sealed class ImportSightings
{
    // Several tables instead of a large one: each grows by itself, so that little has to be copied at a time.
    private const int Tables = 256;
    private const int FirstLength = 8;

    private readonly object _lock = new();
    private readonly Table[] _tables = new Table[Tables];

    /// <summary>Remembers an item.</summary>
    /// <param name="item">Hash of what it is and where it goes.</param>
    /// <param name="version">Hash of its fields.</param>
    public void Add(ulong item, uint version)
    {
        lock (_lock)
        {
            _tables[TableOf(item)].Add(item, version);
        }
    }

    /// <summary>The version in which an item was seen last, or null.</summary>
    public uint? Find(ulong item)
    {
        lock (_lock)
        {
            return _tables[TableOf(item)].Find(item);
        }
    }

    private static int TableOf(ulong item) => (int)(item >> 56);

    /// <summary>Open addressing with room for a third more.</summary>
    private struct Table
    {
        private ulong[]? _items;
        private uint[]? _versions;
        private int _count;

        public void Add(ulong item, uint version)
        {
            if (_items is null || 4 * (_count + 1) > 3 * _items.Length)
            {
                Grow();
            }

            Put(item, version);
        }

        public readonly uint? Find(ulong item)
        {
            for (int slot = Slot(item); _items is not null && _items[slot] != 0; slot = (slot + 1) % _items.Length)
            {
                if (_items[slot] == item)
                {
                    return _versions![slot];
                }
            }

            return null;
        }

        private void Grow()
        {
            ulong[] items = _items ?? [];
            uint[] versions = _versions ?? [];
            int length = items.Length == 0 ? FirstLength : items.Length + (items.Length / 2);
            (_items, _versions, _count) = (new ulong[length], new uint[length], 0);
            for (int i = 0; i < items.Length; i++)
            {
                if (items[i] != 0)
                {
                    Put(items[i], versions[i]);
                }
            }
        }

        private void Put(ulong item, uint version)
        {
            int slot = Slot(item);
            while (_items![slot] != 0 && _items[slot] != item)
            {
                slot = (slot + 1) % _items.Length;
            }

            _count += _items[slot] == 0 ? 1 : 0;
            _items[slot] = item;
            _versions![slot] = version;
        }

        private readonly int Slot(ulong item) => _items is null ? 0 : (int)(item % (ulong)_items.Length);
    }
}
