using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace MailboxImportExport.Transfer.Spool;

/// <summary>
/// How much exported content the process holds, and in which state: it knows when waiting for room makes sense and when
/// nobody will ever make any.
/// </summary>
internal sealed class SpoolBudget
{
    /// <summary>Bytes of small items held in memory at most, all commands of the process together.</summary>
    public const long MemoryLimit = 32 * 1024 * 1024;

    private readonly object _lock = new();
    private readonly int[] _handles = new int[(int)ContentState.Claimed + 1];
    private readonly AsyncSignal _changed = new();
    private readonly List<object?> _waiting = [];
    private long _memory;
    private long _spooled;

    /// <summary>The budget of this process. Shared on purpose: memory and disk are shared too.</summary>
    public static SpoolBudget Process { get; } = new();

    /// <summary>Bytes held in memory.</summary>
    public long MemoryUsed => Interlocked.Read(ref _memory);

    /// <summary>Bytes held in spool files.</summary>
    public long SpoolUsed => Interlocked.Read(ref _spooled);

    public bool TryTakeMemory(long bytes)
    {
        lock (_lock)
        {
            bool fits = _memory + bytes <= MemoryLimit;
            _memory += fits ? bytes : 0;
            return fits;
        }
    }

    public bool TryTakeSpool(long bytes, long limit)
    {
        lock (_lock)
        {
            bool fits = _spooled + bytes <= limit;
            _spooled += fits ? bytes : 0;
            return fits;
        }
    }

    public void Return(long memory, long spooled)
    {
        lock (_lock)
        {
            _memory -= memory;
            _spooled -= spooled;
        }

        _changed.Pulse();
    }

    /// <summary>A handle has come into being, changed its state, or gone.</summary>
    public void Move(ContentState? from, ContentState? to)
    {
        lock (_lock)
        {
            if (from is not null)
            {
                _handles[(int)from]--;
            }

            if (to is not null)
            {
                _handles[(int)to]++;
            }
        }

        _changed.Pulse();
    }

    /// <summary>Something has changed that those who wait want to look at.</summary>
    public void LookAgain() => _changed.Pulse();

    /// <summary>Waits until there is room.</summary>
    /// <param name="request">The room that is wanted.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="Model.MailboxImportExportException">
    /// Nobody is going to make room: <c>SpoolFull</c>, or what ended the command that would have made it.
    /// </exception>
    public async Task WaitForRoomAsync(RoomRequest request, CancellationToken cancellationToken)
    {
        if (Look(request).HasRoom)
        {
            return;
        }

        lock (_lock)
        {
            _waiting.Add(request.Owner);
        }

        _changed.Pulse();
        try
        {
            await WaitAsync(request, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            lock (_lock)
            {
                _waiting.Remove(request.Owner);
            }
        }
    }

    /// <summary>Waits until a run waits for room whose content is kept back, so that whoever keeps it back knows that it must go on.</summary>
    /// <param name="isKeptBack">Whether content of a run is kept back. Other runs of the process wait for somebody else.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task PressureAsync(Func<object, bool> isKeptBack, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed = _changed.Next;
            if (IsWaiting(isKeptBack))
            {
                return;
            }

            await changed.OrCancelledAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task WaitAsync(RoomRequest request, CancellationToken cancellationToken)
    {
        bool collected = false;
        bool cleaned = false;
        while (true)
        {
            Task changed = _changed.Next;
            (bool hasRoom, bool hasSome, bool isHopeless) = Look(request);
            if (hasRoom || (isHopeless && collected && hasSome && request.TakesLess))
            {
                return;
            }

            if (request.Refusal() is Exception refusal)
            {
                throw Errors.ConsumerFailed(refusal);
            }

            if (isHopeless && collected)
            {
                throw Errors.SpoolFull(request.Limit);
            }

            if (isHopeless)
            {
                // Handles that were dropped (Out-Null, a filter) give their room back when they are finalised.
                GC.Collect();
                GC.WaitForPendingFinalizers();
                collected = true;
                continue;
            }

            if (!cleaned && OnlyWaitsForThePipeline())
            {
                // Not all of it may: a run that was stopped leaves behind what it did not write, which nobody will ever take.
                cleaned = true;
                GC.Collect();
                GC.WaitForPendingFinalizers();
                continue;
            }

            collected = false;
            await changed.OrCancelledAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private bool IsWaiting(Func<object, bool> isKeptBack)
    {
        lock (_lock)
        {
            return _waiting.Exists(owner => owner is not null && isKeptBack(owner));
        }
    }

    private bool OnlyWaitsForThePipeline()
    {
        lock (_lock)
        {
            return _handles[(int)ContentState.Arriving] == 0 && _handles[(int)ContentState.Claimed] == 0;
        }
    }

    private (bool HasRoom, bool HasSome, bool IsHopeless) Look(RoomRequest request)
    {
        lock (_lock)
        {
            bool isHopeless = _handles[(int)ContentState.Arriving] == 0
                && _handles[(int)ContentState.Undelivered] == 0
                && _handles[(int)ContentState.Claimed] == 0;
            return (_spooled + request.Free <= request.Limit, _spooled < request.Limit, isHopeless);
        }
    }
}
