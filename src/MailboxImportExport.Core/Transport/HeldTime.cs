using System;

namespace MailboxImportExport.Transport;

/// <summary>Adds up the time in which something had to wait; stretches that overlap count once. What time it is has to go forward from call to call.</summary>
internal sealed class HeldTime
{
    private TimeSpan _before;
    private TimeSpan _from;

    /// <summary>When the waiting ends, as far as is known.</summary>
    public TimeSpan Until { get; private set; }

    /// <summary>There is waiting from now on until then.</summary>
    public void Hold(TimeSpan now, TimeSpan until)
    {
        if (now >= Until)
        {
            _before += Until - _from;
            _from = now;
            Until = now;
        }

        Until = until > Until ? until : Until;
    }

    /// <summary>The waiting ends no later than then, which is not over yet.</summary>
    public void EndBy(TimeSpan until) => Until = until < Until ? until : Until;

    /// <summary>All the waiting up to now.</summary>
    public TimeSpan At(TimeSpan now) => _before + ((now < Until ? now : Until) - _from);
}
