using System;
using System.Threading;

namespace MailboxImportExport.Graph;

/// <summary>What time it is for the service, as its answers show it: the clock of this machine may be hours off. From any thread.</summary>
internal sealed class ServiceClock(TimeProvider time)
{
    /// <summary>What two of its times may differ by more or less than it was: an answer names whole seconds.</summary>
    public static readonly TimeSpan Resolution = TimeSpan.FromSeconds(1);

    private Reading? _last;

    /// <summary>Time of the service, or null as long as no answer has come.</summary>
    public DateTimeOffset? Now => Volatile.Read(ref _last) is Reading last ? last.Shown + time.GetElapsedTime(last.Came) : null;

    /// <summary>An answer came.</summary>
    /// <param name="shown">The time in it, if any.</param>
    public void Learn(DateTimeOffset? shown)
    {
        if (shown is DateTimeOffset date)
        {
            Volatile.Write(ref _last, new Reading(date, time.GetTimestamp()));
        }
    }

    private sealed record Reading(DateTimeOffset Shown, long Came);
}
