using System;
using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using MailboxImportExport.Model.Mapi;

namespace MailboxImportExport.FastTransfer;

/// <summary>
/// Reads values that were measured before. Counts are held against what is left all the same: the file may have changed. One
/// reader serves all values of an item, one after the other.
/// </summary>
internal sealed class ValueReader(PayloadReader payload)
{
    private const int CountLength = 4;
    private const uint NoBytes = uint.MaxValue;

    private uint _position;

    /// <summary>Bytes of a value, without its own count.</summary>
    public long LengthOf(WireType type, uint position)
    {
        _position = position;
        return type.Shape switch
        {
            ValueShape.Sized => Count(1),
            ValueShape.FixedList => (long)Count(type.FixedLength) * type.FixedLength,
            ValueShape.SizedList => ListLength(),
            _ => type.FixedLength,
        };
    }

    public object? Read(WireType type, uint position)
    {
        _position = position;
        return type.Shape switch
        {
            ValueShape.Fixed => ReadFixed(type.Type),
            ValueShape.Sized => type.IsText ? ReadText(type.CodePage) : ReadBytes(),
            ValueShape.FixedList => ReadFixedList(type),
            ValueShape.SizedList => type.IsText ? ReadTexts(type.CodePage) : ReadList(ReadBytes),
            _ => null,
        };
    }

    private object? ReadFixed(MapiPropertyType type) => type switch
    {
        MapiPropertyType.Integer16 => (int)BinaryPrimitives.ReadInt16LittleEndian(Take(2)),
        MapiPropertyType.Boolean => BinaryPrimitives.ReadUInt16LittleEndian(Take(2)) != 0,
        MapiPropertyType.Integer32 or MapiPropertyType.ErrorCode => BinaryPrimitives.ReadInt32LittleEndian(Take(4)),
        MapiPropertyType.Floating32 => (double)MemoryMarshal.Read<float>(Take(4)),
        MapiPropertyType.Floating64 or MapiPropertyType.FloatingTime => MemoryMarshal.Read<double>(Take(8)),
        MapiPropertyType.Currency => MapiValue.Currency(Int64()),
        MapiPropertyType.Integer64 => Int64(),
        MapiPropertyType.Time => ReadTime(),
        MapiPropertyType.Guid => MemoryMarshal.Read<Guid>(Take(16)),
        _ => null,
    };

    private object ReadTime()
    {
        long fileTime = Int64();
        return MapiValue.Time(fileTime) is DateTimeOffset time ? time : fileTime;
    }

    private Array ReadFixedList(WireType type)
    {
        int count = Count(type.FixedLength);
        return MapiPropertyTypes.ElementOf(type.Type) switch
        {
            MapiPropertyType.Integer16 => Array(count, () => (int)BinaryPrimitives.ReadInt16LittleEndian(Take(2))),
            MapiPropertyType.Integer32 => Array(count, () => BinaryPrimitives.ReadInt32LittleEndian(Take(4))),
            MapiPropertyType.Floating32 => Array(count, () => (double)MemoryMarshal.Read<float>(Take(4))),
            MapiPropertyType.Currency => Array(count, () => MapiValue.Currency(Int64())),
            MapiPropertyType.Integer64 => Array(count, Int64),
            MapiPropertyType.Guid => Array(count, () => MemoryMarshal.Read<Guid>(Take(16))),
            MapiPropertyType.Time => Times(Array(count, Int64)),
            _ => Array(count, () => MemoryMarshal.Read<double>(Take(8))),
        };
    }

    // Times if all of them are some, else objects of both kinds.
    private static Array Times(long[] fileTimes)
        => System.Array.TrueForAll(fileTimes, static fileTime => MapiValue.Time(fileTime) is not null)
            ? System.Array.ConvertAll(fileTimes, static fileTime => MapiValue.Time(fileTime).GetValueOrDefault())
            : System.Array.ConvertAll(fileTimes, static fileTime => MapiValue.Time(fileTime) is DateTimeOffset time ? time : (object)fileTime);

    // Apart, so that reading one text does not pay for what a list needs.
    private string[] ReadTexts(int codePage) => ReadList(() => ReadText(codePage));

    private T[] ReadList<T>(Func<T> read) => Array(Count(CountLength), read);

    private static T[] Array<T>(int count, Func<T> read)
    {
        T[] values = new T[count];
        for (int index = 0; index < count; index++)
        {
            values[index] = read();
        }

        return values;
    }

    private byte[] ReadBytes()
    {
        byte[] bytes = new byte[Count(1)];
        payload.Read(_position, bytes, 0, bytes.Length);
        _position += (uint)bytes.Length;
        return bytes;
    }

    private string ReadText(int codePage)
    {
        int count = Count(1);
        byte[] bytes = ArrayPool<byte>.Shared.Rent(count);
        try
        {
            payload.Read(_position, bytes, 0, count);
            _position += (uint)count;
            return CodePages.Decode(codePage, bytes, count);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private long ListLength()
    {
        uint start = _position + CountLength;
        int count = Count(CountLength);
        for (int index = 0; index < count; index++)
        {
            // Counting moves the position, too.
            uint element = (uint)Count(1);
            _position += element;
        }

        return _position - start;
    }

    private long Int64() => BinaryPrimitives.ReadInt64LittleEndian(Take(8));

    // A count of things that take at least so many bytes each.
    private int Count(int size)
    {
        uint count = BinaryPrimitives.ReadUInt32LittleEndian(Take(CountLength));
        if (count == NoBytes && size == 1)
        {
            return 0;
        }

        return count <= int.MaxValue && count * (long)size <= payload.Length - _position ? (int)count : throw Changed();
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > payload.Length - _position)
        {
            throw Changed();
        }

        uint position = _position;
        _position += (uint)count;
        return payload.Peek(position, count);
    }

    private Model.MailboxImportExportException Changed() => Errors.ItemUnreadable(payload.Name, "it changed while it was read, or has a value that is longer than 2 GB", payload.SourceOffset(_position));
}
