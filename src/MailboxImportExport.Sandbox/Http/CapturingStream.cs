using System;
using System.IO;
using System.IO.Pipelines;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;

namespace MailboxImportExport.Sandbox.Http;

/// <summary>Passes a body through and keeps a copy of it as long as it is small.</summary>
internal sealed class CapturingStream(Stream inner) : Stream
{
    private const int Limit = 64 * 1024;
    private readonly MemoryStream _copy = new();
    private long _read;

    public long BytesRead => Interlocked.Read(ref _read);

    /// <summary>What has been read so far, or null when that is too long.</summary>
    public string? Text
    {
        get
        {
            lock (_copy)
            {
                return BytesRead > Limit ? null : Encoding.UTF8.GetString(_copy.GetBuffer(), 0, (int)_copy.Length);
            }
        }
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Takes the rest in and throws it away; as long as nothing stands before this stream, it does so where the bytes lie and copies none.</summary>
    public async Task DiscardAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.Body != this)
        {
            await request.Body.CopyToAsync(Null, cancellationToken);
            return;
        }

        request.Body = inner;
        PipeReader reader = request.BodyReader;
        ReadResult result;
        do
        {
            result = await reader.ReadAsync(cancellationToken);
            Interlocked.Add(ref _read, result.Buffer.Length);
            reader.AdvanceTo(result.Buffer.End);
        }
        while (!result.IsCompleted);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read = await inner.ReadAsync(buffer, cancellationToken);
        Keep(buffer.Span[..read]);
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        lock (_copy)
        {
            _read += bytes.Length;
            if (_read <= Limit)
            {
                _copy.Write(bytes);
            }
            else
            {
                _copy.SetLength(0);
            }
        }
    }
}
