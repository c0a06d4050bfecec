using System;
using System.Threading;
using System.Threading.Tasks;

namespace MailboxImportExport.Transport;

/// <summary>Time that only goes forward, for spans: the clock of a machine is set now and then, by hours even, and no call may wait or hurry for that.</summary>
/// <param name="time">Where it comes from.</param>
internal sealed class SteadyClock(TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();

    /// <summary>Time since the clock was made.</summary>
    public TimeSpan Now => time.GetElapsedTime(_start);

    /// <summary>What a calendar will say then.</summary>
    public DateTimeOffset DateOf(TimeSpan moment) => time.GetUtcNow() + (moment - Now);

    /// <summary>Waits for a change, but no longer than that.</summary>
    public Task WaitAsync(Task change, TimeSpan longest, CancellationToken cancellationToken) => time.WaitAsync(change, longest, cancellationToken);
}
