using MailboxImportExport.Model.Mapi;

namespace MailboxImportExport.FastTransfer;

/// <summary>A marker, or a property with the place of its value.</summary>
/// <param name="Offset">Where it begins in the joined transfer buffers.</param>
/// <param name="Tag">The marker, or type and number.</param>
/// <param name="Name">Name of a named property.</param>
/// <param name="Type">Type of the value.</param>
/// <param name="ValueOffset">Where the value begins, its count included.</param>
/// <param name="ValueLength">Bytes of the value, its counts included.</param>
internal readonly record struct StreamElement(uint Offset, uint Tag, MapiPropertyName? Name, WireType Type, uint ValueOffset, uint ValueLength)
{
    private const int TypeBits = 16;

    public bool IsMarker => StreamMarkers.Is(Tag);

    public StreamMarker Marker => (StreamMarker)Tag;

    /// <summary>The number on the wire: for a named property that of the mailbox it came from.</summary>
    public ushort WireId => (ushort)(Tag >> TypeBits);

    public bool IsMeta => !IsMarker && MetaProperty.Is(WireId);

    public uint End => ValueOffset + ValueLength;
}
