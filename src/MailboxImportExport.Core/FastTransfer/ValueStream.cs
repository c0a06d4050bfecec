using System;
using System.IO;

namespace MailboxImportExport.FastTransfer;

/// <summary>The bytes of one value as a stream. It uses the stream of the item and does not end it.</summary>
internal sealed class ValueStream(PayloadReader payload, uint start, long length) : Stream
{
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => _position;
        set => _position = value >= 0 && value <= length ? value : throw new ArgumentOutOfRangeException(nameof(value));
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        int part = (int)Math.Min(count, length - _position);
        payload.Read(start + (uint)_position, buffer, offset, part);
        _position += part;
        return part;
    }

    public override long Seek(long offset, SeekOrigin origin)
    {
        Position = origin switch
        {
            SeekOrigin.Begin => offset,
            SeekOrigin.Current => _position + offset,
            _ => length + offset,
        };
        return _position;
    }

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
