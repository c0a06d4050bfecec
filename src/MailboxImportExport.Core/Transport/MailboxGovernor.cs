using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Model;

namespace MailboxImportExport.Transport;

/// <summary>The calls of an application to one mailbox. A call begins when no pause holds, its bytes and its request fit into what is left, and there is a place.</summary>
/// <param name="mailboxId">The mailbox; empty for calls that are about none, which have places of their own and no budgets.</param>
/// <param name="ceiling">The places of the application.</param>
/// <param name="options">Limits and pauses.</param>
/// <param name="time">The clock.</param>
internal sealed class MailboxGovernor(string mailboxId, SharedCeiling ceiling, TransportOptions options, TimeProvider time)
{
    // Calls in a row, for each lane, that have to go well before there is one more.
    private const int CallsForALane = 2;

    // A timer cannot be set for longer than some weeks, and a service may name any time.
    private static readonly TimeSpan LongestTimer = TimeSpan.FromHours(1);

    private readonly object _lock = new();
    private readonly RollingBudget _requests = new(options.Limits.Requests, options.Limits.RequestWindow);
    private readonly RollingBudget _uploads = new(options.Limits.UploadBytes, options.Limits.UploadWindow);
    private readonly PlaceLine _uploadTurn = new(1);
    private readonly LearnedLimit _lanes = new(Math.Min(options.Limits.FirstLanes, options.Limits.MostLanes), 1, options.Limits.MostLanes, time);
    private readonly PlaceLine _places = new(Math.Min(options.Limits.FirstLanes, options.Limits.MostLanes));
    private readonly AsyncSignal _changed = new();
    private readonly HeldTime _held = new();
    private readonly List<WeakReference<PacingWatch>> _watches = [];
    private DateTimeOffset _notBefore;
    private DateTimeOffset _breakEnds;
    private int _generation;
    private int _refusalsInARow;

    /// <summary>Waits until a call may begin.</summary>
    public async Task<CallPlace> EnterAsync(long uploadBytes, CancellationToken cancellationToken)
    {
        if (uploadBytes == 0)
        {
            return await BeginAsync(0, cancellationToken).ConfigureAwait(false);
        }

        // In turn: a large body would never find enough left while small ones go on taking it.
        await _uploadTurn.EnterAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await BeginAsync(uploadBytes, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _uploadTurn.Leave();
        }
    }

    /// <summary>Follows the mailbox for a run.</summary>
    public PacingWatch Watch(string name, IRunLog log)
    {
        lock (_lock)
        {
            PacingWatch watch = new(this, name, log, HeldUntilNow(), _lanes.Calls);
            _watches.RemoveAll(static w => !w.TryGetTarget(out _));
            _watches.Add(new WeakReference<PacingWatch>(watch));
            return watch;
        }
    }

    /// <summary>How much was waited so far, and how many calls run at once now, here and over all mailboxes.</summary>
    public (TimeSpan Held, int Lanes, int Ceiling) Look()
    {
        lock (_lock)
        {
            return (HeldUntilNow(), _lanes.Calls, ceiling.Calls);
        }
    }

    public void Leave()
    {
        ceiling.Leave();
        _places.Leave();
    }

    public void Succeed()
    {
        lock (_lock)
        {
            _refusalsInARow = 0;
            if (_places.IsFull)
            {
                _lanes.Succeed(_lanes.Calls * CallsForALane);
                _places.Limit = _lanes.Calls;
            }
        }

        ceiling.Succeed();
    }

    public void Refuse(CallPlace call, ServiceFault fault)
    {
        TimeSpan pause;
        lock (_lock)
        {
            // Calls that were under way together are refused together: that is one request to slow down, not several.
            if (call.Generation == _generation)
            {
                _generation++;
                _refusalsInARow++;
                _lanes.Refuse();
                _places.Limit = _lanes.Calls;
            }

            pause = fault.RetryAfter ?? OwnPause();
            DateTimeOffset until = time.GetUtcNow() + pause;
            _notBefore = until > _notBefore ? until : _notBefore;
        }

        Hold(pause, fault);
        if (fault.StatusCode == 429 && mailboxId.Length > 0)
        {
            ceiling.Refuse(mailboxId, call.Began);
        }
    }

    /// <summary>The outcome of a call is not known. Its repetition would find the service in the same trouble: no call begins for a while, the longer the oftener.</summary>
    public void Break(CallPlace call)
    {
        lock (_lock)
        {
            // As with refusals, those that were under way together are one.
            if (call.Generation == _generation)
            {
                _generation++;
                _refusalsInARow++;
            }

            DateTimeOffset now = time.GetUtcNow();
            DateTimeOffset until = now + OwnPause();
            if (until > _notBefore)
            {
                _notBefore = until;
                _breakEnds = until;
            }

            _held.Hold(now, until);
        }
    }

    /// <summary>Bytes of a call were not sent after all.</summary>
    public void GiveBack(CallPlace call, long bytes)
    {
        lock (_lock)
        {
            _uploads.GiveBack(bytes, call.Began);
        }

        _changed.Pulse();
    }

    private async Task<CallPlace> BeginAsync(long uploadBytes, CancellationToken cancellationToken)
    {
        while (true)
        {
            await WaitUntilAllowedAsync(uploadBytes, cancellationToken).ConfigureAwait(false);
            await _places.EnterAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                // Last: who holds one of these must not wait for anything that concerns one mailbox.
                await ceiling.EnterAsync(cancellationToken).ConfigureAwait(false);
            }
            catch
            {
                _places.Leave();
                throw;
            }

            if (TryBegin(uploadBytes) is CallPlace place)
            {
                return place;
            }

            Leave();
        }
    }

    private async Task WaitUntilAllowedAsync(long uploadBytes, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed = _changed.Next;
            TimeSpan wait = Look(uploadBytes, out bool isBreak);
            if (wait == TimeSpan.Zero)
            {
                return;
            }

            if (!isBreak)
            {
                Hold(wait, null);
            }

            await time.WaitAsync(changed, wait < LongestTimer ? wait : LongestTimer, cancellationToken).ConfigureAwait(false);
        }
    }

    private CallPlace? TryBegin(long uploadBytes)
    {
        lock (_lock)
        {
            DateTimeOffset now = time.GetUtcNow();
            if (WaitFrom(now, uploadBytes) > TimeSpan.Zero)
            {
                return null;
            }

            if (mailboxId.Length > 0)
            {
                _requests.TryTake(1, now);
            }

            if (mailboxId.Length > 0 && uploadBytes > 0)
            {
                _uploads.TryTake(uploadBytes, now);
            }

            return new CallPlace(this, _generation, now, uploadBytes);
        }
    }

    // A break is no limit that is used up, of which users are told.
    private TimeSpan Look(long uploadBytes, out bool isBreak)
    {
        lock (_lock)
        {
            DateTimeOffset now = time.GetUtcNow();
            isBreak = _notBefore > now && _notBefore == _breakEnds;
            return WaitFrom(now, uploadBytes);
        }
    }

    private TimeSpan WaitFrom(DateTimeOffset now, long uploadBytes)
    {
        if (_notBefore > now || mailboxId.Length == 0)
        {
            return _notBefore > now ? _notBefore - now : TimeSpan.Zero;
        }

        TimeSpan uploads = uploadBytes == 0 ? TimeSpan.Zero : _uploads.Look(uploadBytes, now);
        TimeSpan requests = _requests.Look(1, now);
        return uploads > requests ? uploads : requests;
    }

    // The longer the oftener, as a single call does it by itself; the other calls must not go on asking meanwhile.
    private TimeSpan OwnPause()
    {
        double seconds = options.FirstDelay.TotalSeconds * Math.Pow(2, Math.Min(Math.Max(0, _refusalsInARow - 1), 16));
        return TimeSpan.FromSeconds(Math.Min(seconds, options.LongestDelay.TotalSeconds));
    }

    private void Hold(TimeSpan wait, ServiceFault? fault)
    {
        int lanes;
        WeakReference<PacingWatch>[] watches;
        lock (_lock)
        {
            DateTimeOffset now = time.GetUtcNow();
            _held.Hold(now, now + wait);
            lanes = _lanes.Calls;
            watches = [.. _watches];
        }

        // Outside of the lock: a warning waits for the pipeline of its run, which must not hold up the other runs.
        foreach (WeakReference<PacingWatch> reference in watches)
        {
            if (reference.TryGetTarget(out PacingWatch? watch))
            {
                watch.Note(lanes, wait, fault);
            }
        }
    }

    private TimeSpan HeldUntilNow() => _held.At(time.GetUtcNow());
}
