using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace MailboxImportExport.Transfer.Import;

/// <summary>Items that wait for a lane of their target mailbox: for their first turn, or for what they have to wait for before their next one.</summary>
internal sealed class ImportQueue(TimeProvider time)
{
    // The content of what waits here is held in memory or in the spool: little has to wait for few lanes to be busy.
    private const int Capacity = 16;

    private readonly object _lock = new();
    private readonly AsyncSignal _changed = new();
    private readonly Queue<ImportRequest> _items = new();
    private readonly List<Waiting> _waiting = [];
    private int _open;
    private bool _isComplete;
    private bool _isStopped;

    /// <summary>Adds an item; waits while many are waiting.</summary>
    /// <returns>Whether it was added: not any more when the rest is not wanted.</returns>
    public async Task<bool> AddAsync(ImportRequest request, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed = _changed.Next;
            lock (_lock)
            {
                if (_isStopped)
                {
                    return false;
                }

                if (_items.Count < Capacity)
                {
                    _items.Enqueue(request);
                    break;
                }
            }

            await changed.OrCancelledAsync(cancellationToken).ConfigureAwait(false);
        }

        _changed.Pulse();
        return true;
    }

    /// <summary>No more items will be added.</summary>
    public void Complete()
    {
        lock (_lock)
        {
            _isComplete = true;
        }

        _changed.Pulse();
    }

    /// <summary>What waits is not wanted any more.</summary>
    /// <returns>What was waiting.</returns>
    public IReadOnlyList<ImportAttempt> Stop()
    {
        List<ImportAttempt> left = [];
        lock (_lock)
        {
            _isStopped = true;
            left.AddRange(_waiting.ConvertAll(static w => w.Attempt));
            while (_items.Count > 0)
            {
                left.Add(new ImportAttempt(_items.Dequeue()));
            }

            _waiting.Clear();
        }

        _changed.Pulse();
        return left;
    }

    /// <summary>Takes the next item whose turn it is, or null when there will be none. Its turn ends by <see cref="End"/> or <see cref="Wait"/>.</summary>
    public async Task<ImportAttempt?> TakeAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed = _changed.Next;
            TimeSpan? next;
            lock (_lock)
            {
                if (_isStopped || (_isComplete && _open + _waiting.Count + _items.Count == 0))
                {
                    return null;
                }

                if (Ready() is ImportAttempt attempt)
                {
                    _open++;
                    return attempt;
                }

                next = NextDelay();
            }

            await (next is TimeSpan delay ? time.WaitAsync(changed, delay, cancellationToken) : changed.OrCancelledAsync(cancellationToken)).ConfigureAwait(false);
        }
    }

    /// <summary>An item has ended.</summary>
    public void End()
    {
        bool isLast;
        lock (_lock)
        {
            isLast = --_open == 0;
        }

        if (isLast)
        {
            // The other lanes wait for what might have come back.
            _changed.Pulse();
        }
    }

    /// <summary>An item has to wait before its next turn.</summary>
    /// <returns>Whether it waits: not when the rest is not wanted any more.</returns>
    public bool Wait(ImportAttempt attempt, ImportWait wait)
    {
        bool isWanted;
        lock (_lock)
        {
            _open--;
            isWanted = !_isStopped;
            if (isWanted)
            {
                _waiting.Add(new Waiting(attempt, wait, time.GetTimestamp()));
            }
        }

        _changed.Pulse();
        _ = wait.Other?.ContinueWith(static (_, changed) => ((AsyncSignal)changed!).Pulse(), _changed, TaskScheduler.Default);
        return isWanted;
    }

    // What has waited long enough first: its content has been held for as long.
    private ImportAttempt? Ready()
    {
        int ready = _waiting.FindIndex(w => LeftOf(w) <= TimeSpan.Zero);
        if (ready >= 0)
        {
            ImportAttempt attempt = _waiting[ready].Attempt;
            _waiting.RemoveAt(ready);
            return attempt;
        }

        if (_items.Count == 0)
        {
            return null;
        }

        // There is room again for whoever adds.
        _changed.Pulse();
        return new ImportAttempt(_items.Dequeue());
    }

    private TimeSpan? NextDelay()
    {
        TimeSpan? next = null;
        foreach (Waiting waiting in _waiting)
        {
            TimeSpan left = LeftOf(waiting);
            next = left < (next ?? TimeSpan.MaxValue) ? left : next;
        }

        // Timers know whole milliseconds only: less than one would be over at once, and be waited for again. The clock has gone on since it was asked first.
        return next is TimeSpan known ? TimeSpan.FromMilliseconds(Math.Max(0, Math.Ceiling(known.TotalMilliseconds))) : null;
    }

    private TimeSpan LeftOf(Waiting waiting) => waiting.Wait.Other is Task other
        ? other.IsCompleted ? TimeSpan.Zero : TimeSpan.MaxValue
        : waiting.Wait.Delay - time.GetElapsedTime(waiting.Since);

    private sealed record Waiting(ImportAttempt Attempt, ImportWait Wait, long Since);
}
