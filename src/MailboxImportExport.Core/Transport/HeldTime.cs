using System;

namespace MailboxImportExport.Transport;

/// <summary>Adds up the time in which something had to wait; stretches that overlap count once.</summary>
internal sealed class HeldTime
{
    private TimeSpan _before;
    private DateTimeOffset _from;

    /// <summary>When the waiting ends, as far as is known.</summary>
    public DateTimeOffset Until { get; private set; }

    /// <summary>There is waiting from now on until then.</summary>
    public void Hold(DateTimeOffset now, DateTimeOffset until)
    {
        if (now >= Until)
        {
            _before += Until - _from;
            _from = now;
            Until = now;
        }

        Until = until > Until ? until : Until;
    }

    /// <summary>All the waiting up to now.</summary>
    public TimeSpan At(DateTimeOffset now) => _before + ((now < Until ? now : Until) - _from);
}
