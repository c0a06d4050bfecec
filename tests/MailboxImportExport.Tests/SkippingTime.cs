using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Time.Testing;

namespace MailboxImportExport.Tests;

/// <summary>
/// A clock that goes forward by itself as soon as somebody waits for it, and remembers for how long that was. A day or more is a limit
/// that nobody waits for; it passes when a test says so.
/// </summary>
internal sealed class SkippingTime() : FakeTimeProvider(new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.Zero))
{
    private static readonly TimeSpan Limit = TimeSpan.FromDays(1);
    private readonly ConcurrentQueue<TimeSpan> _waits = new();
    private readonly object _lock = new();
    private readonly Dictionary<WatchedTimer, TimeSpan> _limits = [];
    private TimeSpan? _lapsing;

    public IReadOnlyCollection<TimeSpan> Waits => _waits;

    /// <summary>Lets one limit of that length pass, as soon as there is no other of the same length; to everybody else it is as early as before.</summary>
    public void LapseWhenAlone(TimeSpan limit)
    {
        lock (_lock)
        {
            _lapsing = limit;
        }

        Look();
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        WatchedTimer timer = new(this, base.CreateTimer(callback, state, dueTime, period), () => callback(state));
        Note(timer, dueTime);
        if (dueTime < Limit && dueTime > TimeSpan.Zero)
        {
            _waits.Enqueue(dueTime);
            _ = Task.Run(() => Advance(dueTime));
        }

        return timer;
    }

    private void Note(WatchedTimer timer, TimeSpan dueTime)
    {
        lock (_lock)
        {
            if (dueTime >= Limit)
            {
                _limits[timer] = dueTime;
            }
            else
            {
                _limits.Remove(timer);
            }
        }

        Look();
    }

    private void Look()
    {
        WatchedTimer alone;
        lock (_lock)
        {
            WatchedTimer[] candidates = [.. _limits.Where(l => l.Value == _lapsing).Select(static l => l.Key)];
            if (candidates.Length != 1)
            {
                return;
            }

            alone = candidates[0];
            _limits.Remove(alone);
            _lapsing = null;
        }

        _ = Task.Run(alone.Fire);
    }

    private sealed class WatchedTimer(SkippingTime clock, ITimer timer, Action fire) : ITimer
    {
        public void Fire() => fire();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            clock.Note(this, dueTime);
            return timer.Change(dueTime, period);
        }

        public void Dispose()
        {
            clock.Note(this, Timeout.InfiniteTimeSpan);
            timer.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            clock.Note(this, Timeout.InfiniteTimeSpan);
            return timer.DisposeAsync();
        }
    }
}
