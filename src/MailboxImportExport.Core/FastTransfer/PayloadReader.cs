using System;
using System.Buffers;
using System.IO;

namespace MailboxImportExport.FastTransfer;

/// <summary>
/// The transfer buffers of a stream as one sequence of bytes, read at any place, a window at a time. What is skipped is not read.
/// </summary>
internal sealed class PayloadReader(Stream source, FrameMap frames, string name) : IDisposable
{
    /// <summary>Bytes that can be looked at in one piece.</summary>
    public const int WindowLength = 64 * 1024;

    private byte[] _window = ArrayPool<byte>.Shared.Rent((int)Math.Min(WindowLength, Math.Max(frames.PayloadLength, 1)));
    private uint _start;
    private int _filled;

    public string Name => name;

    /// <summary>Bytes of the sequence.</summary>
    public uint Length => frames.PayloadLength;

    /// <summary>Bytes that were looked at.</summary>
    public long BytesVisited { get; private set; } = frames.BytesVisited;

    /// <summary>The byte of the stream that a byte of the sequence is.</summary>
    public long SourceOffset(uint position) => frames.Locate(Math.Min(position, Math.Max(Length, 1) - 1), out _) + (position >= Length && Length > 0 ? 1 : 0);

    /// <summary>Looks at bytes, fewer than asked for only at the end. They are valid until the next call.</summary>
    public ReadOnlySpan<byte> Peek(uint position, int count)
    {
        int wanted = (int)Math.Min(Math.Min(count, _window.Length), Length - position);
        if (position < _start || position + (uint)wanted > _start + (uint)_filled)
        {
            Fill(position);
        }

        return _window.AsSpan((int)(position - _start), wanted);
    }

    /// <summary>Reads bytes into a buffer of the caller.</summary>
    public void Read(uint position, byte[] buffer, int offset, int count)
    {
        while (count > 0)
        {
            bool isInWindow = position >= _start && position < _start + (uint)_filled;
            int part = isInWindow ? CopyWindow(position, buffer, offset, count) : Copy(position, buffer, offset, count);
            position += (uint)part;
            offset += part;
            count -= part;
        }
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_window);
        _window = [];
        _filled = 0;
        source.Dispose();
    }

    private int CopyWindow(uint position, byte[] buffer, int offset, int count)
    {
        int start = (int)(position - _start);
        int part = Math.Min(count, _filled - start);
        Buffer.BlockCopy(_window, start, buffer, offset, part);
        return part;
    }

    private void Fill(uint position)
    {
        _start = position;
        _filled = 0;
        int wanted = (int)Math.Min(_window.Length, Length - position);
        while (_filled < wanted)
        {
            _filled += Copy(position + (uint)_filled, _window, _filled, wanted - _filled);
        }
    }

    // As far as the transfer buffer goes that the place is in.
    private int Copy(uint position, byte[] buffer, int offset, int count)
    {
        source.Position = frames.Locate(position, out int available);
        int read = source.Read(buffer, offset, Math.Min(count, available));
        BytesVisited += read;
        return read > 0 ? read : throw Errors.ItemUnreadable(name, "it became shorter while it was read", source.Position);
    }
}
