using System;

namespace MailboxImportExport.Transport;

/// <summary>
/// How many calls run at once: one more after a few that went well, half as many when the service asks to slow down. A number that was refused
/// is tried again only after a while, the longer the more often something was refused; below it the number rises quickly, because each call at once is speed.
/// </summary>
/// <param name="first">Where it begins.</param>
/// <param name="least">It does not fall below.</param>
/// <param name="most">It does not rise above.</param>
/// <param name="clock">The clock.</param>
internal sealed class LearnedLimit(int first, int least, int most, SteadyClock clock)
{
    /// <summary>How long a number that was refused is not tried again, the first time.</summary>
    public static readonly TimeSpan FirstPatience = TimeSpan.FromSeconds(30);

    /// <summary>The longest such time.</summary>
    public static readonly TimeSpan LongestPatience = TimeSpan.FromMinutes(2);

    /// <summary>After how long without a refusal all of them are forgotten.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromMinutes(10);

    private int _least = least;
    private int _most = most;
    private int _good;
    private int _refused = int.MaxValue;
    private TimeSpan _patience = TimeSpan.Zero;
    private TimeSpan _lastRefusal = -Memory;

    /// <summary>Calls that may run at once now.</summary>
    public int Calls { get; private set; } = first;

    /// <summary>Whether the service ever asked to slow down.</summary>
    public bool WasRefused => _refused < int.MaxValue;

    /// <summary>A call went well while as many ran as may run.</summary>
    /// <param name="forOneMore">Calls in a row that have to go well before there is one more at once.</param>
    public void Succeed(int forOneMore)
    {
        if (Calls >= _most || ++_good < forOneMore)
        {
            return;
        }

        if (Calls + 1 >= _refused && clock.Now - _lastRefusal < _patience)
        {
            return;
        }

        Calls++;
        _good = 0;
    }

    /// <summary>From now on it stays between other bounds.</summary>
    public void Bound(int newLeast, int newMost)
    {
        (_least, _most) = (newLeast, newMost);
        Calls = Math.Max(_least, Math.Min(_most, Calls));
    }

    /// <summary>The service asked to slow down; once for calls that were under way together.</summary>
    public void Refuse()
    {
        TimeSpan now = clock.Now;
        TimeSpan doubled = _patience + _patience;
        _patience = now - _lastRefusal >= Memory ? FirstPatience : doubled < LongestPatience ? doubled : LongestPatience;
        _lastRefusal = now;
        _refused = Math.Max(_least + 1, Calls);
        Calls = Math.Max(_least, Calls / 2);
        _good = 0;
    }
}
