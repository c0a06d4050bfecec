using MailboxImportExport.Model.Mapi;

namespace MailboxImportExport.FastTransfer;

/// <summary>
/// The names of the named properties of a stream, each kept once under a number of our own. The number on the wire is only used
/// to find the name again without looking at all of them; nothing relies on it.
/// </summary>
internal sealed class NameTable(string stream)
{
    private const int PageBits = 8;
    private const int PageLength = 1 << PageBits;

    private readonly ChunkedList<MapiPropertyName> _names = new();

    // Numbers on the wire from 0x8000 on, in pages; what stands in a page is one more than the number of ours.
    private readonly ushort[]?[] _pages = new ushort[MapiPropertyId.FirstNamed >> PageBits][];

    public MapiPropertyName this[int number] => _names[number];

    /// <summary>The number of ours for the name in a head.</summary>
    public int NumberOf(in ElementHead head, uint offset)
    {
        int wire = head.Id - MapiPropertyId.FirstNamed;
        ref ushort[]? page = ref _pages[wire >> PageBits];
        page ??= new ushort[PageLength];
        ref ushort known = ref page[wire & (PageLength - 1)];
        if (known > 0 && head.IsNamed(_names[known - 1]))
        {
            return known - 1;
        }

        if (_names.Count == ReadingLimits.Names)
        {
            throw Errors.ItemUnreadable(stream, "it has more named properties than any mailbox can", offset);
        }

        _names.Add(head.Name());
        known = (ushort)_names.Count;
        return known - 1;
    }
}
