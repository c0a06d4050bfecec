namespace MailboxImportExport.FastTransfer;

/// <summary>
/// What is kept of an element in memory: eight bytes, values stay in the stream.
/// </summary>
/// <param name="Tag">A marker that begins something; or type and number, named properties having a number of ours from 0x8000 on.</param>
/// <param name="Place">For a marker the first element behind what it begins; for a property where it stands in the transfer buffers.</param>
internal readonly record struct ItemElement(uint Tag, uint Place)
{
    private const int TypeBits = 16;

    public ushort Id => (ushort)(Tag >> TypeBits);

    public ushort Type => (ushort)Tag;

    public static ItemElement Property(int id, ushort type, uint place) => new(((uint)id << TypeBits) | type, place);
}
