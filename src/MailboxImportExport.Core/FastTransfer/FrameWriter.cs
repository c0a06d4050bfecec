using System;
using System.Buffers.Binary;
using System.IO;

namespace MailboxImportExport.FastTransfer;

/// <summary>
/// Fills bytes into transfer buffers. Heads, counts, markers and fixed values are not divided between two buffers; the bytes of a
/// value that has a count are, UTF-16 text only between characters ("[MS-OXCFXICS]: Bulk Data Transfer Protocol", atoms).
/// </summary>
internal sealed class FrameWriter
{
    private readonly Stream _output;
    private readonly byte[] _frame;
    private int _used;

    /// <param name="output">Gets whole frames.</param>
    /// <param name="payloadLength">Bytes of a full transfer buffer.</param>
    public FrameWriter(Stream output, int payloadLength)
    {
        _output = output;
        _frame = new byte[FrameOperation.HeaderLength + payloadLength];
    }

    private int Room => _frame.Length - FrameOperation.HeaderLength - _used;

    /// <summary>Writes a frame that is no transfer buffer.</summary>
    public void WriteFrame(uint operation, byte[] payload)
    {
        byte[] header = new byte[FrameOperation.HeaderLength];
        BinaryPrimitives.WriteUInt32LittleEndian(header, operation);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(4), payload.Length);
        _output.Write(header, 0, header.Length);
        _output.Write(payload, 0, payload.Length);
    }

    /// <summary>Writes bytes that stay together.</summary>
    public void WriteWhole(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > Room)
        {
            Flush();
            if (bytes.Length > Room)
            {
                throw new ArgumentException($"{bytes.Length} bytes that may not be divided are more than a transfer buffer holds.", nameof(bytes));
            }
        }

        Append(bytes);
    }

    /// <summary>Writes bytes that may be divided.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="unit">At multiples of this only.</param>
    public void WriteDivisible(ReadOnlySpan<byte> bytes, int unit)
    {
        while (bytes.Length > Room)
        {
            int fitting = Room - (Room % unit);
            Append(bytes.Slice(0, fitting));
            bytes = bytes.Slice(fitting);
            Flush();
        }

        Append(bytes);
    }

    /// <summary>Writes the last transfer buffer.</summary>
    public void Complete() => Flush();

    private void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_frame.AsSpan(FrameOperation.HeaderLength + _used));
        _used += bytes.Length;
    }

    private void Flush()
    {
        if (_used == 0)
        {
            return;
        }

        BinaryPrimitives.WriteUInt32LittleEndian(_frame, FrameOperation.TransferBuffer);
        BinaryPrimitives.WriteInt32LittleEndian(_frame.AsSpan(4), _used);
        _output.Write(_frame, 0, FrameOperation.HeaderLength + _used);
        _used = 0;
    }
}
