using System;
using System.Threading;
using System.Threading.Tasks;

namespace MailboxImportExport.Sandbox;

/// <summary>
/// A clock that runs faster than another. Given to a sandbox and to its client, a day of renewed tokens, sessions and limits is over in minutes.
/// </summary>
internal sealed class ScaledClock(TimeProvider inner, double factor) : TimeProvider
{
    private readonly DateTimeOffset _start = inner.GetUtcNow();
    private readonly long _origin = inner.GetTimestamp();

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => inner.LocalTimeZone;

    public override long GetTimestamp() => (inner.GetElapsedTime(_origin) * factor).Ticks;

    public override DateTimeOffset GetUtcNow() => _start.AddTicks(GetTimestamp());

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        => new ScaledTimer(inner.CreateTimer(callback, state, Inner(dueTime), Inner(period)), this);

    private TimeSpan Inner(TimeSpan time) => time == Timeout.InfiniteTimeSpan ? time : time / factor;

    private sealed class ScaledTimer(ITimer timer, ScaledClock clock) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(clock.Inner(dueTime), clock.Inner(period));

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
