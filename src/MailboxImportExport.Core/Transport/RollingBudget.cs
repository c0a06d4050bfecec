using System;
using System.Collections.Generic;

namespace MailboxImportExport.Transport;

/// <summary>An amount that may be used within any stretch of time of a given length. For one thread at a time; what time it is has to go forward from call to call.</summary>
/// <param name="limit">The amount.</param>
/// <param name="window">The length of the stretch.</param>
internal sealed class RollingBudget(long limit, TimeSpan window)
{
    // Uses that are this close together are remembered as one: a window of 10,000 requests takes a hundred entries.
    private const int Parts = 100;

    private readonly Queue<Use> _uses = new();
    private Use? _newest;
    private long _used;

    /// <summary>Takes an amount, or tells how long to wait before trying again. An amount above the limit is taken when nothing else is in use.</summary>
    public TimeSpan TryTake(long amount, DateTimeOffset now)
    {
        TimeSpan wait = Look(amount, now);
        if (wait == TimeSpan.Zero)
        {
            Add(now, amount);
        }

        return wait;
    }

    /// <summary>How long to wait before an amount can be taken; nothing is taken.</summary>
    public TimeSpan Look(long amount, DateTimeOffset now)
    {
        Forget(now);
        return _used == 0 || _used + amount <= limit ? TimeSpan.Zero : Wait(now, amount);
    }

    /// <summary>Takes back what turned out not to be used.</summary>
    /// <param name="amount">How much of what was taken.</param>
    /// <param name="taken">When it was taken.</param>
    public void GiveBack(long amount, DateTimeOffset taken)
    {
        foreach (Use use in _uses)
        {
            if (use.First <= taken && taken <= use.Last)
            {
                long unused = Math.Min(amount, use.Amount);
                use.Amount -= unused;
                _used -= unused;
                return;
            }
        }
    }

    private void Forget(DateTimeOffset now)
    {
        while (_uses.Count > 0 && now - _uses.Peek().Last >= window)
        {
            _used -= _uses.Dequeue().Amount;
        }
    }

    private void Add(DateTimeOffset now, long amount)
    {
        _used += amount;
        if (_newest is not null && _uses.Count > 0 && now - _newest.First < TimeSpan.FromTicks(window.Ticks / Parts))
        {
            _newest.Last = now;
            _newest.Amount += amount;
            return;
        }

        _newest = new Use { First = now, Last = now, Amount = amount };
        _uses.Enqueue(_newest);
    }

    private TimeSpan Wait(DateTimeOffset now, long amount)
    {
        long left = _used;
        TimeSpan wait = TimeSpan.Zero;
        foreach (Use use in _uses)
        {
            left -= use.Amount;
            wait = window - (now - use.Last);
            if (left == 0 || left + amount <= limit)
            {
                break;
            }
        }

        return wait;
    }

    private sealed class Use
    {
        public DateTimeOffset First { get; init; }

        public DateTimeOffset Last { get; set; }

        public long Amount { get; set; }
    }
}
