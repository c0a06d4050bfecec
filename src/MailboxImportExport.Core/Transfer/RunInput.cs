using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace MailboxImportExport.Transfer;

/// <summary>
/// The records that a run is given. Waiting for one can be given up without giving up the input: when the time of a run is over, what comes
/// afterwards is still read, so that it is in the account. For one reader at a time.
/// </summary>
internal sealed class RunInput<T>
{
    private readonly CancellationTokenSource _end;
    private readonly IAsyncEnumerator<T> _records;
    private Task<bool>? _next;

    /// <param name="records">The records.</param>
    /// <param name="cancellationToken">Ends the input.</param>
    public RunInput(IAsyncEnumerable<T> records, CancellationToken cancellationToken)
    {
        _end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _records = records.GetAsyncEnumerator(_end.Token);
    }

    /// <summary>The record that was read last.</summary>
    public T Current => _records.Current;

    /// <summary>Reads the next record.</summary>
    /// <param name="cancellationToken">Ends the waiting; what was waited for comes by the next call.</param>
    public async Task<bool> MoveNextAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Task<bool> next = _next ??= _records.MoveNextAsync().AsTask();
        if (!next.IsCompleted)
        {
            await next.OrCancelledAsync(cancellationToken).ConfigureAwait(false);
        }

        _next = null;
        return await next.ConfigureAwait(false);
    }

    /// <summary>Reads what is left to its end.</summary>
    /// <param name="each">Is given each record.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task DrainAsync(Action<T> each, CancellationToken cancellationToken)
    {
        while (await MoveNextAsync(cancellationToken).ConfigureAwait(false))
        {
            each(Current);
        }
    }

    /// <summary>Ends the input, whether it was read to its end or not.</summary>
    public async Task CloseAsync()
    {
        await _end.CancelNowAsync().ConfigureAwait(false);
        if (_next is not null)
        {
            // Its failure has been passed on already, or comes too late to matter.
            await _next.ContinueWith(static _ => { }, TaskScheduler.Default).ConfigureAwait(false);
        }

        await _records.DisposeAsync().ConfigureAwait(false);
        _end.Dispose();
    }
}
