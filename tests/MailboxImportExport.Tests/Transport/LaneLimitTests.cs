using System;
using System.Linq;
using MailboxImportExport.Transport;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Transport;

public sealed class LaneLimitTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly LaneLimit _limit;

    public LaneLimitTests() => _limit = new LaneLimit(new CallLimits(), _time);

    [Fact]
    public void BeginsOneBelowWhatIsAllowedAndRisesToItWhenCallsGoWell()
    {
        _limit.Lanes.ShouldBe(3);
        CallsUntil(4).ShouldBe(6);
        Succeed(1000);
        _limit.Lanes.ShouldBe(4);
    }

    [Fact]
    public void HalvesWhenTheServiceAsksToSlowDown()
    {
        Succeed(10);

        Enumerable.Range(0, 4).Select(_ =>
        {
            _limit.Refuse();
            return _limit.Lanes;
        }).ShouldBe([2, 1, 1, 1]);
    }

    [Fact]
    public void ComesBackQuicklyBelowTheNumberThatWasRefused()
    {
        Succeed(10);
        _limit.Refuse();

        CallsUntil(3).ShouldBe(4);
        Succeed(100);
        _limit.Lanes.ShouldBe(3);
    }

    [Fact]
    public void TriesTheRefusedNumberAgainWhenSomeTimeHasPassed()
    {
        Succeed(10);
        _limit.Refuse();
        Succeed(100);
        _time.Advance(LaneLimit.FirstPatience);

        CallsUntil(4).ShouldBe(1);
    }

    [Fact]
    public void TriesItLessOftenWhenItIsRefusedAgain()
    {
        Succeed(10);
        _limit.Refuse();
        _time.Advance(LaneLimit.FirstPatience);
        Succeed(100);
        _limit.Refuse();
        _time.Advance(LaneLimit.FirstPatience);
        Succeed(100);
        _limit.Lanes.ShouldBe(3);
        _time.Advance(LaneLimit.FirstPatience);

        Succeed(100);
        _limit.Lanes.ShouldBe(4);
    }

    [Fact]
    public void NeverWaitsLongerThanTheLongestPatienceWhenRefusalsNeverEnd()
    {
        for (int i = 0; i < 50; i++)
        {
            _limit.Refuse();
            _time.Advance(TimeSpan.FromSeconds(5));
        }

        _limit.Lanes.ShouldBe(1);
        _time.Advance(LaneLimit.LongestPatience);
        Succeed(12);
        _limit.Lanes.ShouldBe(4);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void StaysBetweenOneAndFourAndComesBackWhateverHappens(int seed)
    {
        Random random = new(seed);
        for (int i = 0; i < 5000; i++)
        {
            if (random.Next(5) == 0)
            {
                int before = _limit.Lanes;
                _limit.Refuse();
                _limit.Lanes.ShouldBe(Math.Max(1, before / 2));
            }
            else
            {
                int before = _limit.Lanes;
                _limit.Succeed();
                _limit.Lanes.ShouldBeInRange(before, before + 1);
            }

            _limit.Lanes.ShouldBeInRange(1, 4);
            _time.Advance(TimeSpan.FromMilliseconds(random.Next(0, 10_000)));
        }

        _time.Advance(LaneLimit.LongestPatience);
        Succeed(12);
        _limit.Lanes.ShouldBe(4);
    }

    private void Succeed(int calls)
    {
        for (int i = 0; i < calls; i++)
        {
            _limit.Succeed();
        }
    }

    private int CallsUntil(int lanes)
    {
        int calls = 0;
        while (_limit.Lanes < lanes)
        {
            _limit.Succeed();
            (++calls).ShouldBeLessThan(100);
        }

        return calls;
    }
}
