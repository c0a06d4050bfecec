using MailboxImportExport.Sandbox.Mapi;

namespace MailboxImportExport.Sandbox.Streams;

/// <summary>One element of a FastTransfer stream: a marker, or a property as it stood on the wire.</summary>
/// <param name="Offset">Where it begins in the joined transfer buffers.</param>
/// <param name="Marker">The marker, or none when this is a property.</param>
/// <param name="WireId">The number on the wire: for a named property the mapping of the mailbox it came from.</param>
/// <param name="WireType">The type on the wire, with its code page in case of text.</param>
/// <param name="Property">The property; null for a marker.</param>
internal sealed record StreamElement(long Offset, Marker Marker, ushort WireId, ushort WireType, MapiProperty? Property)
{
    public bool IsMeta => Property is not null && MetaProperty.Is(WireId);
}
