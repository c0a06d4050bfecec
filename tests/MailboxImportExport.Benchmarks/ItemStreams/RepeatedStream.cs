using System;
using System.IO;

namespace MailboxImportExport.Benchmarks.ItemStreams;

/// <summary>Bytes that take no memory: their place, over and over.</summary>
internal sealed class RepeatedStream(long length) : Stream
{
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => _position;
        set => _position = value;
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        int part = (int)Math.Min(count, length - _position);
        for (int index = 0; index < part; index++)
        {
            buffer[offset + index] = (byte)(_position + index);
        }

        _position += part;
        return part;
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
