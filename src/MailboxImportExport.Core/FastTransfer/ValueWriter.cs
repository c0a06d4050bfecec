using System;
using System.Buffers;
using System.Buffers.Binary;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Runtime.InteropServices;
using MailboxImportExport.Model.Mapi;

namespace MailboxImportExport.FastTransfer;

/// <summary>Turns properties into bytes of transfer buffers. Named properties get numbers from 0x8000 on in the order of their first use.</summary>
internal sealed class ValueWriter(FrameWriter frames, bool textListsNameTheirCodePage)
{
    private const int TypeBits = 16;
    private const int CopyLength = 32 * 1024;
    private const int CharacterLength = 2;

    private readonly Dictionary<MapiPropertyName, ushort> _names = [];

    /// <summary>Writes a marker, or a property tag of which the value follows.</summary>
    public void WriteTag(uint tag)
    {
        byte[] bytes = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, tag);
        frames.WriteWhole(bytes);
    }

    /// <summary>Writes a directive about a list of objects.</summary>
    public void WriteDirective(ushort id, ushort list)
    {
        WriteTag(((uint)id << TypeBits) | (uint)MapiPropertyType.Integer32);
        WriteTag(((uint)list << TypeBits) | (uint)MapiPropertyType.Object);
    }

    /// <summary>Writes a property with a value as <see cref="ItemProperty.Value"/> gives it.</summary>
    public void Write(MapiPropertyId id, MapiPropertyType type, object value)
    {
        WriteHead(id, WireNumber(type));
        if (!MapiPropertyTypes.IsMultiple(type))
        {
            WriteValue(type, value);
            return;
        }

        ICollection list = (ICollection)value;
        WriteCount(list.Count);
        foreach (object? element in list)
        {
            WriteValue(MapiPropertyTypes.ElementOf(type), element ?? throw new ArgumentException("A list has no empty places.", nameof(value)));
        }
    }

    /// <summary>Writes a property whose bytes come from a stream.</summary>
    public void Write(MapiPropertyId id, MapiPropertyType type, Stream value)
    {
        if (type is not (MapiPropertyType.Binary or MapiPropertyType.Object))
        {
            throw new ArgumentException($"Values of the type {type} are no streams.", nameof(type));
        }

        WriteHead(id, (ushort)type);
        WriteCount(value.Length);
        CopyBytes(value, 1);
    }

    /// <summary>Writes a property of an item that was read with the type and the bytes that it has there.</summary>
    public void Copy(ItemProperty property)
    {
        WireType type = property.WireAsWritten;
        WriteHead(property.Id, type.Number);
        PayloadReader payload = property.Payload;
        uint position = property.ValueOffset;
        switch (type.Shape)
        {
            case ValueShape.Sized:
                CopySized(payload, position, type);
                break;
            case ValueShape.FixedList:
                position = CopyCount(payload, position, out uint count);
                for (uint index = 0; index < count; index++)
                {
                    frames.WriteWhole(payload.Peek(position, type.FixedLength));
                    position += (uint)type.FixedLength;
                }

                break;
            case ValueShape.SizedList:
                position = CopyCount(payload, position, out uint elements);
                for (uint index = 0; index < elements; index++)
                {
                    position = CopySized(payload, position, type);
                }

                break;
            default:
                frames.WriteWhole(payload.Peek(position, type.FixedLength));
                break;
        }
    }

    private uint CopySized(PayloadReader payload, uint position, WireType type)
    {
        position = CopyCount(payload, position, out uint count);
        uint length = count == uint.MaxValue ? 0 : count;
        using ValueStream bytes = new(payload, position, length);
        CopyBytes(bytes, type.CodePage == CodePages.Utf16 ? CharacterLength : 1);
        return position + length;
    }

    private uint CopyCount(PayloadReader payload, uint position, out uint count)
    {
        ReadOnlySpan<byte> bytes = payload.Peek(position, sizeof(uint));
        count = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        frames.WriteWhole(bytes);
        return position + sizeof(uint);
    }

    private void CopyBytes(Stream bytes, int unit)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(CopyLength);
        try
        {
            for (int read = bytes.Read(buffer, 0, CopyLength); read > 0; read = bytes.Read(buffer, 0, CopyLength))
            {
                frames.WriteDivisible(buffer.AsSpan(0, read), unit);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private void WriteHead(MapiPropertyId id, ushort type)
    {
        byte[] head = new byte[ElementHead.LengthOf(id.Name)];
        ElementHead.Write(head, type, id.Name is null ? id.Tag : WireId(id.Name), id.Name);
        frames.WriteWhole(head);
    }

    private ushort WireId(MapiPropertyName name)
    {
        if (!_names.TryGetValue(name, out ushort id))
        {
            id = checked((ushort)(MapiPropertyId.FirstNamed + _names.Count));
            _names.Add(name, id);
        }

        return id;
    }

    private ushort WireNumber(MapiPropertyType type) => type switch
    {
        MapiPropertyType.String => WireType.Utf16,
        MapiPropertyType.MultipleString when textListsNameTheirCodePage => WireType.Utf16List,
        _ => (ushort)type,
    };

    private void WriteValue(MapiPropertyType type, object value)
    {
        switch (value)
        {
            case string text when type == MapiPropertyType.String:
                WriteText(text);
                break;
            case byte[] bytes:
                WriteCount(bytes.Length);
                frames.WriteDivisible(bytes, 1);
                break;
            default:
                frames.WriteWhole(Fixed(type, value));
                break;
        }
    }

    private void WriteText(string text)
    {
        WriteCount((text.Length + 1L) * CharacterLength);
        frames.WriteDivisible(MemoryMarshal.AsBytes(text.AsSpan()), CharacterLength);
        frames.WriteDivisible([0, 0], CharacterLength);
    }

    private void WriteCount(long count)
    {
        byte[] bytes = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, checked((uint)count));
        frames.WriteWhole(bytes);
    }

    private static byte[] Fixed(MapiPropertyType type, object value) => (type, value) switch
    {
        (MapiPropertyType.Integer16, int number) => BitConverter.GetBytes(checked((short)number)),
        (MapiPropertyType.Boolean, bool flag) => BitConverter.GetBytes((short)(flag ? 1 : 0)),
        (MapiPropertyType.Integer32 or MapiPropertyType.ErrorCode, int number) => BitConverter.GetBytes(number),
        (MapiPropertyType.Floating32, double number) => BitConverter.GetBytes((float)number),
        (MapiPropertyType.Floating64 or MapiPropertyType.FloatingTime, double number) => BitConverter.GetBytes(number),
        (MapiPropertyType.Currency, decimal amount) => BitConverter.GetBytes(MapiValue.CurrencyUnits(amount)),
        (MapiPropertyType.Integer64 or MapiPropertyType.Time, long number) => BitConverter.GetBytes(number),
        (MapiPropertyType.Time, DateTimeOffset time) => BitConverter.GetBytes(MapiValue.FileTime(time)),
        (MapiPropertyType.Guid, Guid guid) => guid.ToByteArray(),
        _ => throw new ArgumentException($"A value of type {value.GetType().Name} does not fit a property of type {type}.", nameof(value)),
    };
}
