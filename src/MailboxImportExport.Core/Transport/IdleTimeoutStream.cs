using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace MailboxImportExport.Transport;

/// <summary>A read-only stream that gives up when a single read brings nothing for too long. For one reader at a time.</summary>
/// <remarks>On .NET Framework a read that waits for the network looks at no token any more: what ends it is that the answer is closed.</remarks>
internal sealed class IdleTimeoutStream : Stream, ISliceReader
{
    private readonly Stream _inner;
    private readonly IDisposable _answer;
    private readonly TimeSpan _limit;
    private readonly CancellationToken _cancellationToken;

    // One of each for all reads: an item takes some, and a timer for each read costs more than the read.
    private readonly CancellationTokenSource _end = new();
    private readonly CancellationTokenRegistration _registration;
    private readonly ITimer _timer;
    private readonly PendingRead _pending;
    private volatile bool _isLate;

    /// <param name="inner">The stream, which is disposed with this one.</param>
    /// <param name="answer">What the stream is the body of: it is closed when no more is waited for.</param>
    /// <param name="limit">The longest pause.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends every read.</param>
    public IdleTimeoutStream(Stream inner, IDisposable answer, TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        _inner = inner;
        _answer = answer;
        _limit = limit;
        _cancellationToken = cancellationToken;
        _timer = time.CreateTimer(static stream => ((IdleTimeoutStream)stream!).GiveUp(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _pending = new PendingRead(StopWaiting, Explain);
        _registration = cancellationToken.Register(static stream => ((IdleTimeoutStream)stream!).End(), this);
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

    /// <exception cref="TimeoutException">Nothing came within the limit.</exception>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadSliceAsync(buffer, offset, count, cancellationToken).AsTask();

    /// <inheritdoc/>
    /// <exception cref="TimeoutException">Nothing came within the limit.</exception>
    public ValueTask<int> ReadSliceAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        // Readers pass the token on that the stream was opened with; another one ends the stream as well.
        return cancellationToken == _cancellationToken ? StartAsync(buffer, offset, count) : new ValueTask<int>(ReadUntilAsync(buffer, offset, count, cancellationToken));
    }

    private async Task<int> ReadUntilAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        using CancellationTokenRegistration other = cancellationToken.Register(End);
        try
        {
            return await StartAsync(buffer, offset, count).ConfigureAwait(false);
        }
        catch (Exception e) when (cancellationToken.IsCancellationRequested)
        {
            throw Cancelled(e, cancellationToken);
        }
    }

    private ValueTask<int> StartAsync(byte[] buffer, int offset, int count)
    {
        ValueTask<int> read;
        try
        {
            read = _inner.ReadSliceAsync(buffer, offset, count, _end.Token);
        }
        catch (Exception e) when (e is ObjectDisposedException or OperationCanceledException or IOException)
        {
            throw Explain(e);
        }

        if (read.IsCompletedSuccessfully)
        {
            return read;
        }

        _timer.Change(_limit, Timeout.InfiniteTimeSpan);
        return _pending.Wait(read);
    }

    // What the reader does with the bytes is no pause of the service.
    private void StopWaiting() => _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    // What a read fails with when its answer is closed depends on the runtime.
    private Exception Explain(Exception failure) => failure switch
    {
        _ when _cancellationToken.IsCancellationRequested => Cancelled(failure, _cancellationToken),
        _ when _isLate => new TimeoutException($"The answer paused for more than {_limit.TotalSeconds:F0} seconds.", failure),
        OperationCanceledException => new ObjectDisposedException("The connection was closed meanwhile.", failure),
        _ => failure,
    };

    private static OperationCanceledException Cancelled(Exception failure, CancellationToken cancellationToken) => new("The reading was cancelled.", failure, cancellationToken);

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Bodies are read asynchronously only.");

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _registration.Dispose();
            _timer.Dispose();
            _inner.Dispose();
            _end.Dispose();
        }

        base.Dispose(disposing);
    }

    private void GiveUp()
    {
        _isLate = true;
        End();
    }

    private void End()
    {
        try
        {
            _end.Cancel();
            _answer.Dispose();
        }
        catch (Exception e) when (e is IOException or InvalidOperationException or AggregateException)
        {
            // The last read has ended in the same moment, or the line has: this is a thread that nobody looks at.
        }
    }
}
