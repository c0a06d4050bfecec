using System;
using System.Buffers.Binary;
using System.IO;

namespace MailboxImportExport.FastTransfer;

/// <summary>
/// Where the transfer buffers of a stream lie. Frames are walked one by one: between two buffers others may stand, and buffers
/// may be empty.
/// </summary>
internal sealed class FrameMap
{
    // IID_IMessage: the stream copies a message, and not a folder or a store.
    private static readonly Guid MessageInterface = new("00020307-0000-0000-C000-000000000046");

    // "AQAAAAgAAAA": how a stream begins that is still base64.
    private static readonly byte[] Base64Start = [0x41, 0x51, 0x41, 0x41, 0x41, 0x41, 0x67, 0x41];

    private readonly ChunkedList<Buffer> _buffers = new();
    private readonly StreamWarnings _warnings;
    private readonly string _name;
    private readonly byte[] _scratch = new byte[FrameOperation.IsInterfaceOkLength];

    private FrameMap(string name, StreamWarnings warnings)
    {
        _name = name;
        _warnings = warnings;
    }

    /// <summary>Bytes of all transfer buffers together, as far as they are there.</summary>
    public uint PayloadLength { get; private set; }

    /// <summary>The build that wrote the stream, when it says so.</summary>
    public ServerVersion? Version { get; private set; }

    /// <summary>Bytes that were looked at.</summary>
    public long BytesVisited { get; private set; }

    /// <summary>Walks the frames of a stream.</summary>
    /// <exception cref="Model.MailboxImportExportException">It is no item stream, or longer than any.</exception>
    public static FrameMap Walk(Stream source, string name, StreamWarnings warnings)
    {
        FrameMap map = new(name, warnings);
        long length = source.Length;
        if (length > ReadingLimits.StreamLength)
        {
            throw Errors.ItemUnreadable(name, "it is longer than any item", 0);
        }

        map.RequireStart(map.Read(source, 0, FrameOperation.HeaderLength));
        long offset = 0;
        while (offset < length)
        {
            offset = map.WalkFrame(source, offset, length);
        }

        if (map._buffers.Count == 0)
        {
            map._warnings.Add(StreamWarningKind.NoContent, offset);
        }

        return map;
    }

    /// <summary>Finds a byte of the joined transfer buffers.</summary>
    /// <param name="position">Place in them.</param>
    /// <param name="available">Bytes from there to the end of the buffer that it is in.</param>
    /// <returns>Place in the stream.</returns>
    public long Locate(uint position, out int available)
    {
        int low = 0;
        int high = _buffers.Count - 1;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            (low, high) = _buffers[middle].Payload <= position ? (middle, high) : (low, middle - 1);
        }

        if (_buffers.Count == 0)
        {
            available = 0;
            return 0;
        }

        Buffer buffer = _buffers[low];
        uint end = low + 1 < _buffers.Count ? _buffers[low + 1].Payload : PayloadLength;
        available = (int)Math.Min(int.MaxValue, end - position);
        return (long)buffer.Source + (position - buffer.Payload);
    }

    private long WalkFrame(Stream source, long offset, long length)
    {
        if (Read(source, offset, FrameOperation.HeaderLength) < FrameOperation.HeaderLength)
        {
            _warnings.Add(StreamWarningKind.FrameCutOff, offset);
            return length;
        }

        uint operation = BinaryPrimitives.ReadUInt32LittleEndian(_scratch);
        uint declared = BinaryPrimitives.ReadUInt32LittleEndian(_scratch.AsSpan(4));
        long payload = offset + FrameOperation.HeaderLength;
        if (payload + declared > length)
        {
            _warnings.Add(StreamWarningKind.FrameCutOff, offset, declared);
        }

        Take(source, operation, offset, (uint)Math.Min(declared, length - payload));
        return payload + declared;
    }

    private void Take(Stream source, uint operation, long offset, uint present)
    {
        long payload = offset + FrameOperation.HeaderLength;
        switch (operation)
        {
            case FrameOperation.TransferBuffer when present > 0:
                _buffers.Add(new Buffer(PayloadLength, (uint)payload));
                PayloadLength += present;
                break;
            case FrameOperation.TransferBuffer or FrameOperation.Configure:
                break;
            case FrameOperation.IsInterfaceOk when present >= FrameOperation.IsInterfaceOkLength:
                RequireMessage(source, payload);
                break;
            case FrameOperation.TellVersion when present >= ServerVersion.Length:
                Read(source, payload, ServerVersion.Length);
                Version = ServerVersion.Parse(_scratch);
                break;
            default:
                _warnings.Add(StreamWarningKind.UnknownFrame, offset, operation);
                break;
        }
    }

    private void RequireStart(int present)
    {
        if (present == FrameOperation.HeaderLength && _scratch.AsSpan(0, present).SequenceEqual(Base64Start))
        {
            throw Errors.ItemUnreadable(_name, "it is base64; decode it first", 0);
        }

        bool isStart = present == FrameOperation.HeaderLength
            && BinaryPrimitives.ReadUInt32LittleEndian(_scratch) == FrameOperation.Configure
            && BinaryPrimitives.ReadUInt32LittleEndian(_scratch.AsSpan(4)) == FrameOperation.ConfigureLength;
        if (!isStart)
        {
            throw Errors.ItemUnreadable(_name, "it does not begin as an item stream does", 0);
        }
    }

    private void RequireMessage(Stream source, long payload)
    {
        const int MethodLength = 4;
        Read(source, payload, FrameOperation.IsInterfaceOkLength);
        if (System.Runtime.InteropServices.MemoryMarshal.Read<Guid>(_scratch.AsSpan(MethodLength)) != MessageInterface)
        {
            throw Errors.ItemUnreadable(_name, "it holds a folder or a store, not an item", payload);
        }
    }

    private int Read(Stream source, long offset, int count)
    {
        source.Position = offset;
        int read = 0;
        while (read < count)
        {
            int part = source.Read(_scratch, read, count - read);
            if (part == 0)
            {
                break;
            }

            read += part;
        }

        BytesVisited += read;
        return read;
    }

    // Kept in eight bytes: a stream of one-byte buffers must not take more room in memory than on disk.
    private readonly record struct Buffer(uint Payload, uint Source);
}
