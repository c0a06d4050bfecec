using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace MailboxImportExport.Transport;

/// <summary>Places that are given out in the order of asking, and whose number may change meanwhile. With fewer than are in use, the next one is given out when enough have come back.</summary>
internal sealed class PlaceLine(int limit)
{
    private readonly object _lock = new();
    private readonly Queue<TaskCompletionSource<bool>> _waiting = new();
    private int _limit = limit;
    private int _used;

    public int Limit
    {
        get
        {
            lock (_lock)
            {
                return _limit;
            }
        }

        set
        {
            lock (_lock)
            {
                _limit = value;
                LetIn();
            }
        }
    }

    /// <summary>Whether all places are taken, so that it matters how many there are.</summary>
    public bool IsFull
    {
        get
        {
            lock (_lock)
            {
                return _used >= _limit;
            }
        }
    }

    /// <summary>Waits for a place.</summary>
    public async Task EnterAsync(CancellationToken cancellationToken)
    {
        TaskCompletionSource<bool> turn = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _waiting.Enqueue(turn);
            LetIn();
        }

        if (!turn.Task.IsCompleted)
        {
            // Whoever gave up is passed over when the turn comes.
            using (cancellationToken.Register(() => turn.TrySetCanceled(cancellationToken)))
            {
                await turn.Task.ConfigureAwait(false);
            }
        }
    }

    /// <summary>Gives a place back.</summary>
    public void Leave()
    {
        lock (_lock)
        {
            _used--;
            LetIn();
        }
    }

    private void LetIn()
    {
        while (_used < _limit && _waiting.Count > 0)
        {
            _used += _waiting.Dequeue().TrySetResult(true) ? 1 : 0;
        }
    }
}
