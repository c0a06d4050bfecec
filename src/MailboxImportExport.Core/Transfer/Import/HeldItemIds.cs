namespace MailboxImportExport.Transfer.Import;

/// <summary>Finds items of a target folder by their ids: a table of places, six bytes an item, made when it is first asked.</summary>
internal sealed class HeldItemIds
{
    private readonly HeldItem[] _items;
    private readonly int[] _places;

    public HeldItemIds(HeldItem[] items, int count)
    {
        _items = items;
        _places = new int[count + (count / 2) + 1];
        for (int i = 0; i < count; i++)
        {
            _places[FreePlace(items[i].Id)] = i + 1;
        }
    }

    /// <summary>The place of an item, or -1.</summary>
    public int Find(ulong id)
    {
        for (int slot = Slot(id); _places[slot] != 0; slot = Next(slot))
        {
            if (_items[_places[slot] - 1].Id == id)
            {
                return _places[slot] - 1;
            }
        }

        return -1;
    }

    private int FreePlace(ulong id)
    {
        int slot = Slot(id);
        while (_places[slot] != 0)
        {
            slot = Next(slot);
        }

        return slot;
    }

    // An id is a hash already: its upper half, as a part of the table.
    private int Slot(ulong id) => (int)(((id >> 32) * (ulong)_places.Length) >> 32);

    private int Next(int slot) => slot + 1 == _places.Length ? 0 : slot + 1;
}
