using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using MailboxImportExport.Sandbox.Mapi;

namespace MailboxImportExport.Sandbox.Streams;

/// <summary>
/// Cuts a FastTransfer stream (MS-OXCFXICS: Exchange Server Protocols, Bulk Data Transfer) into markers and properties.
/// </summary>
internal sealed class StreamLexer(Stream payload)
{
    private const ushort FirstNamedId = 0x8000;
    private readonly ByteSource _source = new(payload);

    /// <summary>The next element, or null at the end.</summary>
    public StreamElement? Read()
    {
        if (_source.Remaining == 0)
        {
            return null;
        }

        long offset = _source.Offset;
        uint head = _source.UInt32();
        if (head != (uint)Marker.None && Enum.IsDefined((Marker)head))
        {
            return new StreamElement(offset, (Marker)head, 0, 0, null);
        }

        ushort wireType = (ushort)head;
        ushort wireId = (ushort)(head >> 16);
        PropertyKey key = wireId < FirstNamedId ? new PropertyKey(wireId) : new PropertyKey(ReadName());
        return new StreamElement(offset, Marker.None, wireId, wireType, ReadProperty(key, wireType, offset));
    }

    private NamedProperty ReadName()
    {
        Guid set = _source.Guid();
        switch (_source.Byte())
        {
            case 0:
                return new NamedProperty(set, _source.UInt32());
            case 1:
                return new NamedProperty(set, ReadNameText());
            default:
                throw new StreamFormatException("A named property is neither named by number nor by text.", _source.Offset);
        }
    }

    private string ReadNameText()
    {
        StringBuilder text = new();
        for (char next = (char)_source.UInt16(); next != 0; next = (char)_source.UInt16())
        {
            text.Append(next);
        }

        return text.ToString();
    }

    private MapiProperty ReadProperty(PropertyKey key, ushort wireType, long offset)
    {
        if (TextForm.Of(wireType) is TextForm form)
        {
            return form.IsList
                ? new MapiProperty(key, PropertyType.TextList, ReadList(sizeof(uint), () => form.Decode(ReadSized())))
                : new MapiProperty(key, PropertyType.Text, form.Decode(ReadSized()));
        }

        PropertyType type = (PropertyType)wireType;
        if (!Enum.IsDefined(type))
        {
            throw new StreamFormatException($"Properties of type 0x{wireType:X4} are not known.", offset);
        }

        return new MapiProperty(key, type, ReadValue(type));
    }

    private object ReadValue(PropertyType type) => type switch
    {
        PropertyType.Int16 => (short)_source.UInt16(),
        PropertyType.Int32 or PropertyType.ErrorCode => _source.Int32(),
        PropertyType.Float32 => BitConverter.Int32BitsToSingle(_source.Int32()),
        PropertyType.Float64 or PropertyType.FloatingTime => BitConverter.Int64BitsToDouble(_source.Int64()),
        PropertyType.Currency or PropertyType.Int64 => _source.Int64(),

        // Two bytes here, although one byte everywhere else in MAPI.
        PropertyType.Boolean => _source.UInt16() != 0,
        PropertyType.Time => new FileTime(_source.Int64()),
        PropertyType.Guid => _source.Guid(),
        PropertyType.Int16List => ReadList(2, () => (short)_source.UInt16()),
        PropertyType.Int32List => ReadList(4, _source.Int32),
        PropertyType.Float32List => ReadList(4, () => BitConverter.Int32BitsToSingle(_source.Int32())),
        PropertyType.Float64List or PropertyType.FloatingTimeList => ReadList(8, () => BitConverter.Int64BitsToDouble(_source.Int64())),
        PropertyType.CurrencyList or PropertyType.Int64List => ReadList(8, _source.Int64),
        PropertyType.TimeList => ReadList(8, () => new FileTime(_source.Int64())),
        PropertyType.GuidList => ReadList(16, _source.Guid),
        PropertyType.BinaryList => ReadList(4, ReadSized),
        _ => ReadSized(),
    };

    private T[] ReadList<T>(int elementSize, Func<T> read)
    {
        int count = _source.Count(elementSize);
        List<T> elements = new(count);
        for (int index = 0; index < count; index++)
        {
            elements.Add(read());
        }

        return [.. elements];
    }

    private byte[] ReadSized() => _source.Bytes(_source.UInt32());
}
