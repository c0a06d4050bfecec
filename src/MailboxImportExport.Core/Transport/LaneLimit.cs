using System;

namespace MailboxImportExport.Transport;

/// <summary>
/// How many calls to one mailbox run at once: one more after a few that went well, half as many when the service asks to slow down.
/// A number that was refused is tried again only after a while, the longer the more often it was refused; below it a lane comes back quickly,
/// because each is a quarter of the speed.
/// </summary>
internal sealed class LaneLimit(CallLimits limits, TimeProvider time)
{
    /// <summary>Calls in a row, for each lane, that have to go well before there is one more.</summary>
    public const int CallsForALane = 2;

    /// <summary>How long a number of lanes that was refused is not tried again, the first time.</summary>
    public static readonly TimeSpan FirstPatience = TimeSpan.FromSeconds(30);

    /// <summary>The longest such time.</summary>
    public static readonly TimeSpan LongestPatience = TimeSpan.FromMinutes(2);

    /// <summary>After how long without a refusal all of them are forgotten.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromMinutes(10);

    private int _good;
    private int _refused = int.MaxValue;
    private TimeSpan _patience = TimeSpan.Zero;
    private DateTimeOffset _lastRefusal = DateTimeOffset.MinValue;

    /// <summary>Calls that may run at once now.</summary>
    public int Lanes { get; private set; } = Math.Min(limits.FirstLanes, limits.MostLanes);

    /// <summary>A call went well while all lanes were in use.</summary>
    public void Succeed()
    {
        if (Lanes >= limits.MostLanes || ++_good < Lanes * CallsForALane)
        {
            return;
        }

        if (Lanes + 1 >= _refused && time.GetUtcNow() - _lastRefusal < _patience)
        {
            return;
        }

        Lanes++;
        _good = 0;
    }

    /// <summary>The service asked to slow down; once for calls that were under way together.</summary>
    public void Refuse()
    {
        DateTimeOffset now = time.GetUtcNow();
        TimeSpan doubled = _patience + _patience;
        _patience = now - _lastRefusal >= Memory ? FirstPatience : doubled < LongestPatience ? doubled : LongestPatience;
        _lastRefusal = now;
        _refused = Math.Max(2, Lanes);
        Lanes = Math.Max(1, Lanes / 2);
        _good = 0;
    }
}
