using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace MailboxImportExport.Transport;

/// <summary>A read-only stream that gives up when a single read brings nothing for too long. For one reader at a time.</summary>
/// <remarks>On .NET Framework a read that waits for the network looks at no token any more: what ends it is that the answer is closed.</remarks>
internal sealed class IdleTimeoutStream : Stream
{
    private readonly Stream _inner;
    private readonly IDisposable _answer;
    private readonly TimeSpan _limit;
    private readonly CancellationToken _cancellationToken;

    // One of each for all reads: an item takes some, and a timer for each read costs more than the read.
    private readonly CancellationTokenSource _end = new();
    private readonly CancellationTokenRegistration _registration;
    private readonly ITimer _timer;
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
    public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        // Readers pass the token on that the stream was opened with; another one ends the stream as well.
        using CancellationTokenRegistration other = cancellationToken == _cancellationToken ? default : cancellationToken.Register(End);
        try
        {
            Task<int> read = _inner.ReadAsync(buffer, offset, count, _end.Token);
            if (read.IsCompleted)
            {
                return await read.ConfigureAwait(false);
            }

            _timer.Change(_limit, Timeout.InfiniteTimeSpan);
            int bytes = await read.ConfigureAwait(false);

            // What the reader does with them is no pause of the service.
            _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            return bytes;
        }
        catch (Exception e) when (cancellationToken.IsCancellationRequested || _cancellationToken.IsCancellationRequested)
        {
            // What a read fails with when its answer is closed depends on the runtime.
            throw new OperationCanceledException("The reading was cancelled.", e, cancellationToken.IsCancellationRequested ? cancellationToken : _cancellationToken);
        }
        catch (Exception e) when (_isLate)
        {
            throw new TimeoutException($"The answer paused for more than {_limit.TotalSeconds:F0} seconds.", e);
        }
        catch (OperationCanceledException e)
        {
            throw new ObjectDisposedException("The connection was closed meanwhile.", e);
        }
    }

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
