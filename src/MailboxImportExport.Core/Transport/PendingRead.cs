using System;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;
using System.Threading.Tasks.Sources;

namespace MailboxImportExport.Transport;

/// <summary>A read that is waited for. One of these serves all reads of a stream, one after the other, so that none of them allocates anything.</summary>
internal sealed class PendingRead : IValueTaskSource<int>
{
    private readonly Action _end;
    private readonly Action _ended;
    private readonly Func<Exception, Exception> _explain;
    private ManualResetValueTaskSourceCore<int> _source;
    private ConfiguredValueTaskAwaitable<int>.ConfiguredValueTaskAwaiter _read;

    /// <param name="ended">Carried out when a read has ended, before whoever waits for it goes on.</param>
    /// <param name="explain">Makes what a failed read is reported as.</param>
    public PendingRead(Action ended, Func<Exception, Exception> explain)
    {
        _end = End;
        _ended = ended;
        _explain = explain;
    }

    /// <summary>Waits for a read; the one before has ended, and its result was taken.</summary>
    public ValueTask<int> Wait(ValueTask<int> read)
    {
        _source.Reset();
        _read = read.ConfigureAwait(false).GetAwaiter();
        _read.UnsafeOnCompleted(_end);
        return new ValueTask<int>(this, _source.Version);
    }

    /// <inheritdoc/>
    public int GetResult(short token) => _source.GetResult(token);

    /// <inheritdoc/>
    public ValueTaskSourceStatus GetStatus(short token) => _source.GetStatus(token);

    /// <inheritdoc/>
    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) => _source.OnCompleted(continuation, state, token, flags);

    private void End()
    {
        int bytes;
        _ended();
        try
        {
            bytes = _read.GetResult();
        }
        catch (Exception e)
        {
            // Not swallowed: handed to whoever waits.
            _source.SetException(_explain(e));
            return;
        }

        _source.SetResult(bytes);
    }
}
