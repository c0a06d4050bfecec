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

    [Fact]
    public void TellsHowLongUntilEnoughIsFree()
    {
        RollingBudget budget = new(10, Window);
        budget.TryTake(4, _time.GetUtcNow()).ShouldBe(TimeSpan.Zero);
        _time.Advance(TimeSpan.FromSeconds(30));
        budget.TryTake(6, _time.GetUtcNow()).ShouldBe(TimeSpan.Zero);
        _time.Advance(TimeSpan.FromSeconds(10));

        budget.TryTake(4, _time.GetUtcNow()).ShouldBe(TimeSpan.FromSeconds(60));
        budget.TryTake(5, _time.GetUtcNow()).ShouldBe(TimeSpan.FromSeconds(90));
        _time.Advance(TimeSpan.FromSeconds(60));
        budget.TryTake(4, _time.GetUtcNow()).ShouldBe(TimeSpan.Zero);
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
        System.Collections.Generic.List<(DateTimeOffset At, long Amount)> taken = [];
        for (int i = 0; i < 3000; i++)
        {
            long amount = random.Next(1, 12);
            TimeSpan wait = budget.TryTake(amount, _time.GetUtcNow());
            if (wait == TimeSpan.Zero)
            {
                taken.Add((_time.GetUtcNow(), amount));
            }

            _time.Advance(wait > TimeSpan.Zero && random.Next(2) == 0 ? wait : TimeSpan.FromMilliseconds(random.Next(0, 4000)));
        }

        int first = 0;
        long sum = 0;
        foreach ((DateTimeOffset at, long amount) in taken)
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

        budget.TryTake(25, _time.GetUtcNow()).ShouldBe(TimeSpan.Zero);
        budget.TryTake(1, _time.GetUtcNow()).ShouldBe(Window);
        budget.TryTake(25, _time.GetUtcNow()).ShouldBe(Window);
    }
}
