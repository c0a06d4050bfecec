using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace MailboxImportExport.Tests.Graph.Export;

/// <summary>A body that arrives in small pieces of random length, as a network brings it.</summary>
internal sealed class TrickleStream(ReadOnlyMemory<byte> content, Random random, int most) : Stream
{
    private int _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => Task.FromResult(Read(buffer, offset, count));

    public override int Read(byte[] buffer, int offset, int count)
    {
        int length = Math.Min(Math.Min(count, random.Next(1, most + 1)), content.Length - _position);
        content.Span.Slice(_position, length).CopyTo(buffer.AsSpan(offset, length));
        _position += length;
        return length;
    }

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
