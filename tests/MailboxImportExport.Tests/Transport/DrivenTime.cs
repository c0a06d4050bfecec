using System;
using System.Threading;
using Microsoft.Extensions.Time.Testing;

namespace MailboxImportExport.Tests.Transport;

/// <summary>
/// A clock that many threads read while one moves it. Reading the one it is made of lets timers fire, on the thread that reads and inside of
/// whatever lock that holds, and then gives the time from before; a real clock never does.
/// </summary>
internal sealed class DrivenTime(DateTimeOffset start) : FakeTimeProvider(start)
{
    private long _passed;

    /// <summary>Lets time pass.</summary>
    public void Pass(TimeSpan step)
    {
        // In this order: a timer that fires must not see a time from before it was due.
        Interlocked.Add(ref _passed, step.Ticks);
        Advance(step);
    }

    public override long GetTimestamp() => Interlocked.Read(ref _passed);

    public override DateTimeOffset GetUtcNow() => Start + TimeSpan.FromTicks(GetTimestamp());
}
