using System;
using System.Collections.Generic;

namespace MailboxImportExport.Sandbox.Throttling;

/// <summary>What has been used of a limit lately. Uses that lie close together are kept as one, so that busy clients cost no memory.</summary>
internal sealed class RollingBudget
{
    private const int SlicesInAWindow = 600;
    private readonly LinkedList<(DateTimeOffset Begin, DateTimeOffset End, long Amount)> _uses = new();
    private long _used;

    public void Use(RateLimit limit, DateTimeOffset now, long amount)
    {
        TimeSpan slice = limit.Window / SlicesInAWindow;
        if (_uses.Last is { } last && now - last.Value.Begin < slice)
        {
            last.Value = (last.Value.Begin, now, last.Value.Amount + amount);
        }
        else
        {
            _uses.AddLast((now, now, amount));
        }

        _used += amount;
    }

    /// <summary>How long it takes until there is something left of the limit; zero when there is now.</summary>
    public TimeSpan Wait(RateLimit limit, DateTimeOffset now)
    {
        while (_uses.First is { } first && first.Value.End + limit.Window <= now)
        {
            _used -= first.Value.Amount;
            _uses.RemoveFirst();
        }

        long left = _used;
        TimeSpan wait = TimeSpan.Zero;
        foreach ((DateTimeOffset _, DateTimeOffset end, long amount) in _uses)
        {
            if (left < limit.Amount)
            {
                break;
            }

            left -= amount;
            wait = end + limit.Window - now;
        }

        return wait;
    }
}
