using System;
using System.IO;

namespace MailboxImportExport.Transfer.Spool;

/// <summary>Reads content out of the spool file.</summary>
/// <param name="item">Where it is.</param>
/// <param name="owner">Kept reachable, so that it is not finalised while it is being read.</param>
internal sealed class SpoolReadStream(SpooledItem item, object owner) : Stream
{
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => item.Length;

    public override long Position
    {
        get => _position;
        set => _position = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value));
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        int read = item.Read(_position, buffer, offset, count);
        _position += read;
        GC.KeepAlive(owner);
        return read;
    }

    public override long Seek(long offset, SeekOrigin origin)
    {
        Position = origin switch
        {
            SeekOrigin.Begin => offset,
            SeekOrigin.Current => _position + offset,
            _ => item.Length + offset,
        };
        return _position;
    }

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
