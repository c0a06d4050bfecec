using System;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Sandbox;

public sealed class ScaledClockTests
{
    private readonly FakeTimeProvider _inner = new(new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly ScaledClock _clock;

    public ScaledClockTests() => _clock = new ScaledClock(_inner, 60);

    [Fact]
    public void RunsFasterWhenTimePasses()
    {
        long begin = _clock.GetTimestamp();

        _inner.Advance(TimeSpan.FromSeconds(2));

        _clock.GetUtcNow().ShouldBe(new DateTimeOffset(2026, 5, 1, 12, 2, 0, TimeSpan.Zero));
        _clock.GetElapsedTime(begin).ShouldBe(TimeSpan.FromMinutes(2));
    }

    [Fact]
    public void EndsADelaySoonerWhenItIsWaitedFor()
    {
        Task delay = Task.Delay(TimeSpan.FromMinutes(1), _clock);

        _inner.Advance(TimeSpan.FromMilliseconds(999));
        delay.IsCompleted.ShouldBeFalse();
        _inner.Advance(TimeSpan.FromMilliseconds(1));

        delay.IsCompleted.ShouldBeTrue();
    }

    [Fact]
    public void KeepsTheFactorWhenATimerIsChanged()
    {
        int fired = 0;
        using ITimer timer = _clock.CreateTimer(_ => fired++, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        timer.Change(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2));
        _inner.Advance(TimeSpan.FromSeconds(3));

        fired.ShouldBe(2);
    }
}
