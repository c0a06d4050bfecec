using System;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Model;

namespace MailboxImportExport.Transport;

/// <summary>The calls of an application to one mailbox. A call begins when no pause holds, its bytes and its request fit into what is left, and there is a place.</summary>
/// <param name="mailboxId">The mailbox; empty for calls that are about none, which have places of their own and no budgets.</param>
/// <param name="ceiling">The places of the application.</param>
/// <param name="options">Limits and pauses.</param>
/// <param name="clock">The clock.</param>
internal sealed class MailboxGovernor(string mailboxId, SharedCeiling ceiling, TransportOptions options, SteadyClock clock)
{
    // Calls in a row, for each lane, that have to go well before there is one more.
    private const int CallsForALane = 2;

    // A timer cannot be set for longer than some weeks.
    private static readonly TimeSpan LongestTimer = TimeSpan.FromHours(1);

    private readonly object _lock = new();
    private readonly AsyncSignal _changed = new();
    private readonly MailboxBudget? _budget = mailboxId.Length == 0 ? null : new MailboxBudget(options.Limits);
    private readonly MailboxPause _pause = new(options);
    private readonly PlaceLine _uploadTurn = new(1);
    private readonly LearnedLimit _lanes = new(FirstLanes(options.Limits), 1, options.Limits.MostLanes, clock);
    private readonly PlaceLine _places = new(FirstLanes(options.Limits));
    private readonly HeldTime _held = new();
    private readonly PacingWatches _watches = new();
    private TimeSpan _lastUsed = clock.Now;
    private int _generation;
    private int _troubles;
    private int _callers;
    private bool _isRetired;

    /// <summary>Counts a caller in who is going to enter; false when the governor is no longer in use.</summary>
    public bool TryJoin()
    {
        lock (_lock)
        {
            _callers += _isRetired ? 0 : 1;
            return !_isRetired;
        }
    }

    /// <summary>Waits until a call may begin. Whoever asks has joined.</summary>
    /// <exception cref="MailboxImportExportException">The service wants to be left alone for longer than a call may wait.</exception>
    public async Task<CallPlace> EnterAsync(long uploadBytes, CancellationToken cancellationToken)
    {
        try
        {
            return uploadBytes == 0
                ? await BeginAsync(0, cancellationToken).ConfigureAwait(false)
                : await BeginInTurnAsync(uploadBytes, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            Part();
            throw;
        }
    }

    /// <summary>Follows the mailbox for a run; null when the governor is no longer in use.</summary>
    public PacingWatch? TryWatch(string name, IRunLog log)
    {
        lock (_lock)
        {
            if (_isRetired)
            {
                return null;
            }

            PacingWatch watch = new(this, name, log, _held.At(clock.Now), _lanes.Calls);
            _watches.Add(watch);
            return watch;
        }
    }

    /// <summary>How much was waited so far, and how many calls run at once now, here and over all mailboxes.</summary>
    public (TimeSpan Held, int Lanes, int Ceiling) Look()
    {
        lock (_lock)
        {
            return (_held.At(clock.Now), _lanes.Calls, ceiling.Calls);
        }
    }

    /// <summary>A call has ended.</summary>
    public void Leave()
    {
        GiveBackPlaces();
        Part();
    }

    public void Succeed(CallPlace call)
    {
        lock (_lock)
        {
            // That a call from before the last trouble goes well does not end it.
            bool isNews = call.Troubles == _troubles;
            if (isNews)
            {
                _pause.End();
            }

            if (isNews && _places.IsFull)
            {
                _lanes.Succeed(_lanes.Calls * CallsForALane);
                _places.Limit = _lanes.Calls;
            }
        }

        ceiling.Succeed(call.Began);
    }

    /// <summary>A call was sent on to another address: that is one request more.</summary>
    public void SendOn()
    {
        lock (_lock)
        {
            _budget?.Take(0, clock.Now);
        }
    }

    public void Refuse(CallPlace call, ServiceFault fault)
    {
        TimeSpan pause;
        lock (_lock)
        {
            // Calls that were under way together are refused together: that is one request to slow down, not several.
            bool isNews = call.Generation == _generation;
            if (isNews)
            {
                _generation++;
                _troubles++;
                _lanes.Refuse();
                _places.Limit = _lanes.Calls;
            }

            pause = _pause.Begin(fault, clock.Now, isNews);
        }

        _changed.Pulse();
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
            // As with refusals, those that were under way together are one; a refusal of one of them is news all the same.
            bool isNews = call.Troubles == _troubles;
            _troubles += isNews ? 1 : 0;
            _pause.Break(clock.Now, isNews);
        }
    }

    /// <summary>Bytes of a call were not sent after all.</summary>
    public void GiveBack(CallPlace call, long bytes)
    {
        lock (_lock)
        {
            TimeSpan now = clock.Now;
            _budget?.GiveBack(bytes, call.Began);
            Reckon(now);
        }

        _changed.Pulse();
    }

    /// <summary>From now on other numbers hold.</summary>
    public void Limit(CallLimits limits)
    {
        lock (_lock)
        {
            _budget?.Limit(limits);
            Reckon(clock.Now);
            _lanes.Bound(1, limits.MostLanes);
            _places.Limit = _lanes.Calls;
        }

        _changed.Pulse();
    }

    /// <summary>Gives up the memory that is not needed, and tells whether nothing is left to be remembered: then nobody gets in any more.</summary>
    public bool TryRetire()
    {
        lock (_lock)
        {
            TimeSpan now = clock.Now;
            bool isFree = _budget?.Release(now) ?? true;
            _isRetired = isFree && _callers == 0 && now >= _pause.Until && now - _lastUsed >= LearnedLimit.Memory && _watches.IsEmpty;
            return _isRetired;
        }
    }

    private static int FirstLanes(CallLimits limits) => Math.Min(limits.FirstLanes, limits.MostLanes);

    private async Task<CallPlace> BeginInTurnAsync(long uploadBytes, CancellationToken cancellationToken)
    {
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

            GiveBackPlaces();
        }
    }

    private async Task WaitUntilAllowedAsync(long uploadBytes, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed = _changed.Next;
            (TimeSpan wait, bool isBreak, ServiceFault? fault) = Look(uploadBytes);
            if (wait == TimeSpan.Zero)
            {
                return;
            }

            if (!isBreak)
            {
                Hold(wait, fault);
            }

            try
            {
                await clock.WaitAsync(changed, wait < LongestTimer ? wait : LongestTimer, cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                lock (_lock)
                {
                    Reckon(clock.Now);
                }

                _changed.Pulse();
                throw;
            }
        }
    }

    // Who waited for bytes or requests may not wait any more; those who still do look again, and say so.
    private void Reckon(TimeSpan now) => _held.EndBy(_pause.Until > now ? _pause.Until : now);

    // A break is no limit that is used up, of which users are told.
    private (TimeSpan Wait, bool IsBreak, ServiceFault? Fault) Look(long uploadBytes)
    {
        lock (_lock)
        {
            TimeSpan now = clock.Now;
            bool isPaused = _pause.Until > now;
            ServiceFault? fault = isPaused ? _pause.Fault : null;

            // Nobody would know why a run stands still for hours; and what a call does not wait for by itself, it does not wait for here.
            return fault is null || _pause.Until - now < options.ThrottledTime
                ? (WaitFrom(now, uploadBytes), isPaused && fault is null, fault)
                : throw Errors.MailboxThrottled(mailboxId, clock.DateOf(_pause.Until), fault);
        }
    }

    private CallPlace? TryBegin(long uploadBytes)
    {
        lock (_lock)
        {
            TimeSpan now = clock.Now;
            if (WaitFrom(now, uploadBytes) > TimeSpan.Zero)
            {
                return null;
            }

            _budget?.Take(uploadBytes, now);
            _lastUsed = now;
            return new CallPlace(this, _generation, _troubles, now, uploadBytes);
        }
    }

    private TimeSpan WaitFrom(TimeSpan now, long uploadBytes)
        => _pause.Until > now ? _pause.Until - now : _budget?.Look(uploadBytes, now) ?? TimeSpan.Zero;

    private void Hold(TimeSpan wait, ServiceFault? fault)
    {
        int lanes;
        lock (_lock)
        {
            TimeSpan now = clock.Now;
            _held.Hold(now, now + wait);
            lanes = _lanes.Calls;
        }

        // A mailbox that is wanted left alone for hours ends, and the error says so.
        _watches.Note(lanes, wait, fault, goesOn: wait < options.ThrottledTime);
    }

    private void GiveBackPlaces()
    {
        ceiling.Leave();
        _places.Leave();
    }

    private void Part()
    {
        lock (_lock)
        {
            _callers--;
        }
    }
}
