using System;
using System.Linq;
using MailboxImportExport.Transport;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Transport;

public sealed class LearnedLimitTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly LearnedLimit _limit;

    public LearnedLimitTests() => _limit = new LearnedLimit(3, 1, 4, new SteadyClock(_time));

    [Fact]
    public void BeginsWhereItIsToldToAndRisesWhenCallsGoWell()
    {
        _limit.Calls.ShouldBe(3);
        CallsUntil(4).ShouldBe(6);
        Succeed(1000);
        _limit.Calls.ShouldBe(4);
    }

    [Fact]
    public void HalvesWhenTheServiceAsksToSlowDown()
    {
        Succeed(10);

        Enumerable.Range(0, 4).Select(_ =>
        {
            _limit.Refuse();
            return _limit.Calls;
        }).ShouldBe([2, 1, 1, 1]);
    }

    [Fact]
    public void ComesBackQuicklyBelowTheNumberThatWasRefused()
    {
        Succeed(10);
        _limit.Refuse();

        CallsUntil(3).ShouldBe(4);
        Succeed(100);
        _limit.Calls.ShouldBe(3);
    }

    [Fact]
    public void TriesTheRefusedNumberAgainWhenSomeTimeHasPassed()
    {
        Succeed(10);
        _limit.Refuse();
        Succeed(100);
        _time.Advance(LearnedLimit.FirstPatience);

        CallsUntil(4).ShouldBe(1);
    }

    [Fact]
    public void TriesItLessOftenWhenItIsRefusedAgain()
    {
        Succeed(10);
        _limit.Refuse();
        _time.Advance(LearnedLimit.FirstPatience);
        Succeed(100);
        _limit.Refuse();
        _time.Advance(LearnedLimit.FirstPatience);
        Succeed(100);
        _limit.Calls.ShouldBe(3);
        _time.Advance(LearnedLimit.FirstPatience);

        Succeed(100);
        _limit.Calls.ShouldBe(4);
    }

    [Fact]
    public void NeverWaitsLongerThanTheLongestPatienceWhenRefusalsNeverEnd()
    {
        for (int i = 0; i < 50; i++)
        {
            _limit.Refuse();
            _time.Advance(TimeSpan.FromSeconds(5));
        }

        _limit.Calls.ShouldBe(1);
        _time.Advance(LearnedLimit.LongestPatience);
        Succeed(12);
        _limit.Calls.ShouldBe(4);
    }

    [Fact]
    public void IsAsPatientAsBeforeWhenTheClockOfTheMachineIsSetBack()
    {
        SetClock clock = new();
        LearnedLimit limit = new(3, 1, 4, new SteadyClock(clock));
        limit.Refuse();
        clock.Shown -= TimeSpan.FromDays(1);
        clock.Advance(LearnedLimit.LongestPatience);

        for (int i = 0; i < 20; i++)
        {
            limit.Succeed(2 * limit.Calls);
        }

        limit.Calls.ShouldBe(4);
    }

    [Fact]
    public void StaysWithinOtherBoundsWhenItGetsThem()
    {
        _limit.Bound(1, 2);
        _limit.Calls.ShouldBe(2);
        Succeed(100);
        _limit.Calls.ShouldBe(2);

        _limit.Bound(1, 4);
        CallsUntil(4).ShouldBe(10);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void StaysBetweenItsBoundsAndComesBackWhateverHappens(int seed)
    {
        Random random = new(seed);
        for (int i = 0; i < 5000; i++)
        {
            if (random.Next(5) == 0)
            {
                int before = _limit.Calls;
                _limit.Refuse();
                _limit.Calls.ShouldBe(Math.Max(1, before / 2));
            }
            else
            {
                int before = _limit.Calls;
                _limit.Succeed(2 * _limit.Calls);
                _limit.Calls.ShouldBeInRange(before, before + 1);
            }

            _limit.Calls.ShouldBeInRange(1, 4);
            _time.Advance(TimeSpan.FromMilliseconds(random.Next(0, 10_000)));
        }

        _time.Advance(LearnedLimit.LongestPatience);
        Succeed(12);
        _limit.Calls.ShouldBe(4);
    }

    private void Succeed(int calls)
    {
        for (int i = 0; i < calls; i++)
        {
            _limit.Succeed(2 * _limit.Calls);
        }
    }

    private int CallsUntil(int most)
    {
        int calls = 0;
        while (_limit.Calls < most)
        {
            _limit.Succeed(2 * _limit.Calls);
            (++calls).ShouldBeLessThan(100);
        }

        return calls;
    }
}
