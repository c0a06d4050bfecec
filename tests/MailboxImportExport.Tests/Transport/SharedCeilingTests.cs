using System;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Transport;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Transport;

public sealed class SharedCeilingTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly SteadyClock _clock;
    private readonly SharedCeiling _ceiling;
    private int _inside;

    public SharedCeilingTests()
    {
        _clock = new SteadyClock(_time);
        _ceiling = new SharedCeiling(new CallLimits(), _clock);
    }

    [Fact]
    public async Task RisesByOneWhenAFewCallsGoWellAndAllPlacesAreTaken()
    {
        await FillAsync();

        Succeed(4);

        _ceiling.Calls.ShouldBe(9);
    }

    [Fact]
    public async Task StaysWhereItIsWhenPlacesAreFree()
    {
        await _ceiling.EnterAsync(CancellationToken.None);

        Succeed(1000);

        _ceiling.Calls.ShouldBe(8);
    }

    [Fact]
    public async Task NeverRisesAboveItsTop()
    {
        for (int i = 0; i < 300; i++)
        {
            await FillAsync();
            Succeed(4);
        }

        _ceiling.Calls.ShouldBe(256);
    }

    [Fact]
    public void StaysWhereItIsWhenOneMailboxIsRefusedAgainAndAgain()
    {
        for (int i = 0; i < 100; i++)
        {
            Refuse(i % 2 == 0 ? "one" : "two");
        }

        _ceiling.Calls.ShouldBe(8);
    }

    [Fact]
    public async Task IsHalvedOnceWhenManyMailboxesAreRefusedAtOnce()
    {
        await RaiseAsync(64);

        for (int i = 0; i < 40; i++)
        {
            Refuse($"mailbox {i}");
        }

        _ceiling.Calls.ShouldBe(32);
        _time.Advance(SharedCeiling.AtOnce);
        for (int i = 0; i < 3; i++)
        {
            Refuse($"mailbox {i}");
        }

        _ceiling.Calls.ShouldBe(16);
    }

    [Fact]
    public void StaysWhereItIsWhenRefusalsOfSeveralMailboxesLieApart()
    {
        for (int i = 0; i < 40; i++)
        {
            Refuse($"mailbox {i}");
            _time.Advance(TimeSpan.FromSeconds(6));
        }

        _ceiling.Calls.ShouldBe(8);
    }

    [Fact]
    public async Task NeverFallsBelowWhatOneMailboxMayHaveAndRisesAgain()
    {
        for (int i = 0; i < 60; i++)
        {
            Refuse($"mailbox {i}");
            _time.Advance(TimeSpan.FromSeconds(4));
        }

        _ceiling.Calls.ShouldBe(4);
        _time.Advance(LearnedLimit.LongestPatience);
        await FillAsync();
        Succeed(4);
        _ceiling.Calls.ShouldBe(5);
        await FillAsync();
        Succeed(4);
        _ceiling.Calls.ShouldBe(5);
        Succeed(1);
        _ceiling.Calls.ShouldBe(6);
    }

    [Fact]
    public async Task TakesRefusalsOfCallsThatWereUnderWayForNoNews()
    {
        await RaiseAsync(64);
        TimeSpan began = _clock.Now;
        _time.Advance(TimeSpan.FromSeconds(2));
        for (int i = 0; i < 3; i++)
        {
            _ceiling.Refuse($"mailbox {i}", began);
        }

        _time.Advance(TimeSpan.FromSeconds(1));
        for (int i = 3; i < 40; i++)
        {
            _ceiling.Refuse($"mailbox {i}", began);
        }

        _ceiling.Calls.ShouldBe(32);
        for (int i = 0; i < 3; i++)
        {
            Refuse($"mailbox {i}");
        }

        _ceiling.Calls.ShouldBe(16);
    }

    [Fact]
    public async Task ComesBackToWhatWentWellAndTriesMoreOnlyAfterAWhile()
    {
        for (int i = 0; i < 3; i++)
        {
            Refuse($"mailbox {i}");
        }

        _ceiling.Calls.ShouldBe(4);
        for (int i = 0; i < 10; i++)
        {
            await FillAsync();
            Succeed(_ceiling.Calls);
        }

        _ceiling.Calls.ShouldBe(7);
        _time.Advance(LearnedLimit.FirstPatience);
        await FillAsync();
        Succeed(1);
        _ceiling.Calls.ShouldBe(8);
    }

    [Fact]
    public async Task StaysWithinOtherNumbersWhenItGetsThem()
    {
        await RaiseAsync(20);

        _ceiling.Limit(new CallLimits { MostCeiling = 2 });
        _ceiling.Calls.ShouldBe(2);
        Succeed(100);
        _ceiling.Calls.ShouldBe(2);

        _ceiling.Limit(new CallLimits());
        Succeed(4);
        _ceiling.Calls.ShouldBe(5);
    }

    [Fact]
    public async Task DoesNotRiseByCallsThatBeganBeforeItWasLowered()
    {
        TimeSpan began = _clock.Now;
        _time.Advance(TimeSpan.FromSeconds(1));
        for (int i = 0; i < SharedCeiling.SeveralMailboxes; i++)
        {
            Refuse($"mailbox {i}");
        }

        int lowered = _ceiling.Calls;
        await FillAsync();

        for (int i = 0; i < 100; i++)
        {
            _ceiling.Succeed(began);
        }

        _ceiling.Calls.ShouldBe(lowered);
    }

    private void Refuse(string mailboxId) => _ceiling.Refuse(mailboxId, _clock.Now);

    private async Task RaiseAsync(int calls)
    {
        while (_ceiling.Calls < calls)
        {
            await FillAsync();
            Succeed(1);
        }
    }

    private async Task FillAsync()
    {
        for (; _inside < _ceiling.Calls; _inside++)
        {
            await _ceiling.EnterAsync(CancellationToken.None);
        }
    }

    private void Succeed(int calls)
    {
        for (int i = 0; i < calls; i++)
        {
            _ceiling.Succeed(began: TimeSpan.MaxValue);
        }
    }
}
