using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace MailboxImportExport.Sandbox.Streams;

/// <summary>
/// The transfer buffers of an item stream as one stream. A value may cross from one buffer into the next, with any frame between them,
/// so nothing above this class sees frame borders.
/// </summary>
internal sealed class PayloadStream : Stream
{
    private readonly Stream _source;
    private readonly IReadOnlyList<Frame> _buffers;
    private int _index;
    private long _inside;
    private long _position;

    public PayloadStream(Stream source, IEnumerable<Frame> frames)
    {
        _source = source;
        _buffers = [.. frames.Where(static frame => frame.Operation == FrameOperation.TransferBuffer && frame.PresentLength > 0)];
        Length = _buffers.Sum(static frame => frame.PresentLength);
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length { get; }

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (_index == _buffers.Count || buffer.IsEmpty)
        {
            return 0;
        }

        Frame frame = _buffers[_index];
        _source.Position = frame.Offset + _inside;
        int read = _source.Read(buffer[..(int)Math.Min(buffer.Length, frame.PresentLength - _inside)]);
        _inside += read;
        _position += read;
        if (_inside == frame.PresentLength)
        {
            _index++;
            _inside = 0;
        }

        return read;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
