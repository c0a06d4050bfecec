using System;
using MailboxImportExport.Transport;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Transport;

public sealed class RollingBudgetTests
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(100);

    private readonly FakeTimeProvider _time = new();
    private readonly SteadyClock _clock;

    public RollingBudgetTests() => _clock = new SteadyClock(_time);

    [Fact]
    public void TellsHowLongUntilEnoughIsFree()
    {
        RollingBudget budget = new(10, Window);
        budget.TryTake(4, _clock.Now).ShouldBe(TimeSpan.Zero);
        _time.Advance(TimeSpan.FromSeconds(30));
        budget.TryTake(6, _clock.Now).ShouldBe(TimeSpan.Zero);
        _time.Advance(TimeSpan.FromSeconds(10));

        budget.TryTake(4, _clock.Now).ShouldBe(TimeSpan.FromSeconds(60));
        budget.TryTake(5, _clock.Now).ShouldBe(TimeSpan.FromSeconds(90));
        _time.Advance(TimeSpan.FromSeconds(60));
        budget.TryTake(4, _clock.Now).ShouldBe(TimeSpan.Zero);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(42)]
    public void NeverLetsMoreThroughThanTheLimitInAnyWindow(int seed)
    {
        const long Limit = 50;
        Random random = new(seed);
        RollingBudget budget = new(Limit, Window);
        System.Collections.Generic.List<(TimeSpan At, long Amount)> taken = [];
        for (int i = 0; i < 3000; i++)
        {
            long amount = random.Next(1, 12);
            TimeSpan wait = budget.TryTake(amount, _clock.Now);
            if (wait == TimeSpan.Zero)
            {
                taken.Add((_clock.Now, amount));
            }

            _time.Advance(wait > TimeSpan.Zero && random.Next(2) == 0 ? wait : TimeSpan.FromMilliseconds(random.Next(0, 4000)));
        }

        int first = 0;
        long sum = 0;
        foreach ((TimeSpan at, long amount) in taken)
        {
            sum += amount;
            while (at - taken[first].At >= Window)
            {
                sum -= taken[first++].Amount;
            }

            sum.ShouldBeLessThanOrEqualTo(Limit);
        }

        taken.Count.ShouldBeGreaterThan(100);
    }

    [Fact]
    public void LetsALargeAmountThroughAloneAndThenNothingForAWindow()
    {
        RollingBudget budget = new(10, Window);

        budget.TryTake(25, _clock.Now).ShouldBe(TimeSpan.Zero);
        budget.TryTake(1, _clock.Now).ShouldBe(Window);
        budget.TryTake(25, _clock.Now).ShouldBe(Window);
    }

    [Fact]
    public void MayBeUsedByOthersWhenItIsGivenBack()
    {
        RollingBudget budget = new(10, Window);
        budget.TryTake(4, _clock.Now);
        _time.Advance(TimeSpan.FromSeconds(10));
        TimeSpan taken = _clock.Now;
        budget.TryTake(6, taken);
        _time.Advance(TimeSpan.FromSeconds(10));

        budget.GiveBack(5, taken);

        budget.TryTake(5, _clock.Now).ShouldBe(TimeSpan.Zero);
        budget.TryTake(1, _clock.Now).ShouldBe(TimeSpan.FromSeconds(80));
    }

    [Fact]
    public void IsFreeForALargeAmountWhenEverythingWasGivenBack()
    {
        RollingBudget budget = new(10, Window);
        TimeSpan taken = _clock.Now;
        budget.TryTake(25, taken);

        budget.GiveBack(25, taken);

        budget.TryTake(25, _clock.Now).ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void GivesNothingBackWhenItHasLapsed()
    {
        RollingBudget budget = new(10, Window);
        TimeSpan taken = _clock.Now;
        budget.TryTake(10, taken);
        _time.Advance(Window);
        budget.TryTake(8, _clock.Now);

        budget.GiveBack(10, taken);

        budget.Look(3, _clock.Now).ShouldBe(Window);
    }

    [Fact]
    public void IsReleasedWhenNothingIsInUse()
    {
        RollingBudget budget = new(10, Window);
        budget.TryTake(10, _clock.Now);
        budget.Release(_clock.Now).ShouldBeFalse();
        _time.Advance(Window);

        budget.Release(_clock.Now).ShouldBeTrue();
        budget.TryTake(10, _clock.Now).ShouldBe(TimeSpan.Zero);
        budget.Look(1, _clock.Now).ShouldBe(Window);
    }
}
