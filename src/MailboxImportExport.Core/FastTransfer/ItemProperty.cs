using System.Buffers.Binary;
using System.IO;
using MailboxImportExport.Model.Mapi;

namespace MailboxImportExport.FastTransfer;

/// <summary>A property of an item; its value is read when it is asked for.</summary>
internal readonly struct ItemProperty(FastTransferItem item, ItemElement element)
{
    private const int CountLength = 4;

    /// <summary>Tag or name.</summary>
    public MapiPropertyId Id => item.IdOf(element);

    /// <summary>The type on the wire.</summary>
    public WireType Wire => WireType.Of(element.Type);

    /// <summary>The type on the wire with its number as it stands there, also where a text had the number of a list.</summary>
    internal WireType WireAsWritten
    {
        get
        {
            ushort number = BinaryPrimitives.ReadUInt16LittleEndian(item.Payload.Peek(element.Place, sizeof(ushort)));
            return number == element.Type ? Wire : Wire with { Number = number };
        }
    }

    /// <summary>The type that it stands for.</summary>
    public MapiPropertyType Type => Wire.Type;

    /// <summary>Byte of the stream at which the property begins.</summary>
    public long Offset => item.Payload.SourceOffset(element.Place);

    /// <summary>Bytes of the value; of a list with the counts of its elements.</summary>
    public long Length => item.Values.LengthOf(Wire, ValueOffset);

    /// <summary>Where the value begins in the transfer buffers, its count included.</summary>
    internal uint ValueOffset => element.Place + (uint)ElementHead.LengthOf(Id.Name);

    internal PayloadReader Payload => item.Payload;

    /// <summary>The value as a .NET object; a time that .NET does not have as its number, a property without a value as null.</summary>
    public object? Value() => item.Values.Read(Wire, ValueOffset);

    /// <summary>The bytes of a value that has a count, one after the other.</summary>
    public Stream OpenBytes() => new ValueStream(item.Payload, ValueOffset + CountLength, Length);
}
