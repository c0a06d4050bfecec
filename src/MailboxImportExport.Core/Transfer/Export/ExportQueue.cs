using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace MailboxImportExport.Transfer.Export;

/// <summary>The items of one mailbox that wait to be exported, for several lanes at once; the planner decides how they are grouped into calls.</summary>
/// <param name="servedBy">The mailbox that has to be asked for an item.</param>
/// <param name="time">The clock.</param>
internal sealed class ExportQueue(Func<ExportAttempt, string> servedBy, TimeProvider time)
{
    /// <summary>How long a call waits to become full: a fraction of what any call takes, and enough for what a page or a pipeline brings at once.</summary>
    public static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(100);

    // Enough for all lanes, small enough that a listing does not run far ahead.
    private const int Capacity = 200;

    private readonly object _lock = new();
    private readonly AsyncSignal _changed = new();
    private readonly BatchPlanner _planner = new(servedBy);
    private int _open;
    private long _gatheringSince;
    private bool _isComplete;
    private bool _isStopped;

    /// <summary>Adds an item; waits while the queue is full.</summary>
    public async Task AddAsync(ExportRequest request, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed = _changed.Next;
            lock (_lock)
            {
                if (_planner.Waiting < Capacity)
                {
                    Add(request);
                    return;
                }
            }

            await changed.OrCancelledAsync(cancellationToken).ConfigureAwait(false);
        }
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

    /// <summary>What waits is not called for any more.</summary>
    public void Stop()
    {
        lock (_lock)
        {
            _isStopped = true;
        }

        _changed.Pulse();
    }

    /// <summary>Takes the ids of the next call, or null when all items have ended or the rest is not wanted.</summary>
    public async Task<IReadOnlyList<ExportAttempt>?> TakeAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed = _changed.Next;
            IReadOnlyList<ExportAttempt> batch;
            TimeSpan gathering;
            lock (_lock)
            {
                if (_isStopped)
                {
                    return null;
                }

                gathering = GatheringLeft();
                batch = gathering > TimeSpan.Zero ? [] : _planner.Take();
                if (batch.Count > 0)
                {
                    _open++;
                    _gatheringSince = time.GetTimestamp();
                }
                else if (_isComplete && _open == 0)
                {
                    return null;
                }
            }

            if (batch.Count > 0)
            {
                // There is room again for whoever adds.
                _changed.Pulse();
                return batch;
            }

            await (gathering > TimeSpan.Zero ? time.WaitAsync(changed, gathering, cancellationToken) : changed.OrCancelledAsync(cancellationToken)).ConfigureAwait(false);
        }
    }

    /// <summary>An item came; the sizes of the next ones are guessed by it.</summary>
    public void Learn(ExportRequest request, long bytes)
    {
        lock (_lock)
        {
            _planner.Learn(request, bytes);
        }
    }

    /// <summary>Takes what joins a call that has not been sent yet.</summary>
    public IReadOnlyList<ExportAttempt> Fill(IReadOnlyCollection<ExportAttempt> call)
    {
        IReadOnlyList<ExportAttempt> joined;
        lock (_lock)
        {
            joined = _isStopped ? [] : _planner.Fill(call);
        }

        if (joined.Count > 0)
        {
            // There is room again for whoever adds.
            _changed.Pulse();
        }

        return joined;
    }

    /// <summary>Bytes that a call will bring, as far as items like its own have come; 0 before any has.</summary>
    public long Demand(IReadOnlyList<ExportAttempt> call)
    {
        lock (_lock)
        {
            return _planner.Demand(call);
        }
    }

    /// <summary>The same for all that waits.</summary>
    public long Demand()
    {
        lock (_lock)
        {
            return _planner.Demand();
        }
    }

    /// <summary>A call was answered.</summary>
    public void Note(int asked, int missing)
    {
        lock (_lock)
        {
            _planner.Note(asked, missing);
        }
    }

    /// <summary>A call has ended.</summary>
    public void Return(ExportSettlement settlement)
    {
        lock (_lock)
        {
            _open--;
            settlement.Moved.ForEach(_planner.AddMoved);
            settlement.Again.ForEach(_planner.AddAlone);
            _planner.Split(settlement.Split);
        }

        _changed.Pulse();
    }

    private void Add(ExportRequest request)
    {
        bool isFirst = _planner.Waiting == 0;
        if (isFirst)
        {
            _gatheringSince = time.GetTimestamp();
        }

        _planner.Add(request);
        if (isFirst || !_planner.CanGather)
        {
            // Those between would only wake the lanes for nothing.
            _changed.Pulse();
        }
    }

    private TimeSpan GatheringLeft()
    {
        TimeSpan left = _isComplete || !_planner.CanGather ? TimeSpan.Zero : Gathering - time.GetElapsedTime(_gatheringSince);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }
}
