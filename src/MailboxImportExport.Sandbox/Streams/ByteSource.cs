using System;
using System.Buffers.Binary;
using System.IO;

namespace MailboxImportExport.Sandbox.Streams;

/// <summary>Reads numbers and blocks and knows what is left, so that no count of a broken stream can make it allocate more than that.</summary>
internal sealed class ByteSource(Stream source)
{
    private readonly byte[] _number = new byte[8];
    private readonly long _length = source.Length;

    public long Offset { get; private set; }

    public long Remaining => _length - Offset;

    public ushort UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Number(2));

    public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Number(4));

    public uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Number(4));

    public long Int64() => BinaryPrimitives.ReadInt64LittleEndian(Number(8));

    public Guid Guid() => new(Bytes(16));

    public byte Byte() => Number(1)[0];

    public byte[] Bytes(uint count)
    {
        Require(count);
        byte[] bytes = new byte[count];
        source.ReadExactly(bytes);
        Offset += count;
        return bytes;
    }

    /// <summary>A count of elements that take at least the given bytes each.</summary>
    public int Count(int elementSize)
    {
        uint count = UInt32();
        Require((long)count * elementSize);
        return (int)count;
    }

    private ReadOnlySpan<byte> Number(int size)
    {
        Require(size);
        source.ReadExactly(_number, 0, size);
        Offset += size;
        return _number.AsSpan(0, size);
    }

    private void Require(long count)
    {
        if (count > Remaining)
        {
            throw new StreamFormatException($"The stream ends early: {count} bytes expected, {Remaining} left.", Offset);
        }
    }
}
