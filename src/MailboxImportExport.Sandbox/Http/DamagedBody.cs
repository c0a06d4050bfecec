using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace MailboxImportExport.Sandbox.Http;

/// <summary>
/// The body of an answer, of which something goes wrong in the middle. The beginning is held back until it is known how long it is, at least,
/// so that a short answer is damaged as well as a long one.
/// </summary>
internal sealed class DamagedBody(CallContext call, Stream inner) : Stream
{
    private const int Held = 64 * 1024;
    private readonly MemoryStream _held = new();
    private bool _isDamaged;
    private bool _isOver;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>To be called behind the last byte.</summary>
    public async Task EndAsync()
    {
        if (!_isDamaged && _held.Length > 0)
        {
            await DamageAsync();
        }
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_isOver)
        {
            return;
        }

        if (_isDamaged)
        {
            await inner.WriteAsync(buffer, cancellationToken);
            return;
        }

        _held.Write(buffer.Span);
        if (_held.Length >= Held)
        {
            await DamageAsync();
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken)
        => _isDamaged && !_isOver ? inner.FlushAsync(cancellationToken) : Task.CompletedTask;

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private async Task DamageAsync()
    {
        FaultKind fault = call.Fault!.Value;
        call.Sandbox.Faults.Strikes(call, fault);
        _isDamaged = true;
        _isOver = fault is FaultKind.CutInBody or FaultKind.TruncatedBody;
        byte[] bytes = _held.ToArray();
        int half = bytes.Length / 2;
        switch (fault)
        {
            case FaultKind.CutInBody:
                // The server closes a connection when less comes than was announced, and all that was sent before arrives.
                call.Response.ContentLength = bytes.Length;
                break;
            case FaultKind.MalformedBody:
                // A byte that may be nowhere in JSON.
                bytes[half] = 0;
                break;
        }

        await inner.WriteAsync(bytes.AsMemory(0, half), call.Aborted);
        await inner.FlushAsync(call.Aborted);
        if (fault == FaultKind.StallInBody)
        {
            await call.Sandbox.Faults.StallAsync(call);
        }

        if (!_isOver)
        {
            await inner.WriteAsync(bytes.AsMemory(half), call.Aborted);
        }
    }
}
