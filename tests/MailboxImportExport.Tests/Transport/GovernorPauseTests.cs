using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Model;
using MailboxImportExport.Transport;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Transport;

/// <summary>What the service asks for when it is asked too much, and what a user is told of it.</summary>
public sealed class GovernorPauseTests
{
    private readonly RecordingLog _log = new();
    private readonly FakeTimeProvider _time = new();
    private readonly CallGovernor _governor;

    public GovernorPauseTests() => _governor = new CallGovernor(new TransportOptions { Limits = GovernorCalls.Small }, _time);

    [Fact]
    public async Task HoldsAllCallsToTheMailboxWhenTheServiceAsksToSlowDown()
    {
        CallPlace first = await _governor.EnterAsync("a", 0, CancellationToken.None);
        CallPlace second = await _governor.EnterAsync("a", 0, CancellationToken.None);
        first.Refuse(GovernorCalls.Throttled(30));
        second.Refuse(GovernorCalls.Throttled(10));
        first.Dispose();
        second.Dispose();

        Task<CallPlace> next = _governor.EnterAsync("a", 0, CancellationToken.None);
        _time.Advance(TimeSpan.FromSeconds(29));
        next.IsCompleted.ShouldBeFalse();
        _governor.EnterAsync("b", 0, CancellationToken.None).IsCompletedSuccessfully.ShouldBeTrue();
        _time.Advance(TimeSpan.FromSeconds(1));

        (await next.WaitAsync(GovernorCalls.Guard)).Dispose();
    }

    [Fact]
    public async Task WaitsLongerEachTimeWhenTheServiceNamesNoTime()
    {
        foreach (int seconds in new[] { 1, 2, 4, 8, 16, 32, 60, 60 })
        {
            await _governor.RefuseAsync("a", null);
            Task<CallPlace> next = _governor.EnterAsync("a", 0, CancellationToken.None);
            _time.Advance(TimeSpan.FromSeconds(seconds - 0.1));
            next.IsCompleted.ShouldBeFalse();
            _time.Advance(TimeSpan.FromSeconds(0.1));
            (await next.WaitAsync(GovernorCalls.Guard)).Dispose();

            // So that the ten requests in ten minutes are not what is waited for.
            _time.Advance(TimeSpan.FromMinutes(10));
        }
    }

    [Fact]
    public async Task LowersTheCallsAtOnceOnceWhenCallsAreRefusedTogether()
    {
        List<CallPlace> inside = [];
        for (int i = 0; i < 4; i++)
        {
            inside.Add(await _governor.EnterAsync("a", 0, CancellationToken.None));
        }

        PacingWatch watch = _governor.Watch("a", "adele", _log);
        inside.ForEach(static place => place.Refuse(new ServiceFault { StatusCode = 503, RetryAfter = TimeSpan.FromSeconds(1) }));

        watch.Lanes.ShouldBe(2);
        watch.LowestLanes.ShouldBe(2);
    }

    [Fact]
    public async Task LetsNoMoreInThanAreLeftWhenThePauseIsOver()
    {
        List<CallPlace> inside = [];
        for (int i = 0; i < 4; i++)
        {
            inside.Add(await _governor.EnterAsync("a", 0, CancellationToken.None));
        }

        inside[0].Refuse(GovernorCalls.Throttled(30));
        List<Task<CallPlace>> waiting = _governor.Enter("a", 4);
        _time.Advance(TimeSpan.FromSeconds(30));
        inside.ForEach(static place => place.Dispose());
        await (await Task.WhenAny(waiting).WaitAsync(GovernorCalls.Guard));

        waiting.Count(static t => t.IsCompleted).ShouldBeLessThanOrEqualTo(2);
    }

    [Fact]
    public async Task WarnsOncePerRunWhenAMailboxIsThrottled()
    {
        RecordingLog other = new();
        PacingWatch watch = _governor.Watch("a", "adele", _log);
        PacingWatch second = _governor.Watch("A", "adele", other);
        _governor.Watch("b", "bruno", _log);
        for (int i = 0; i < 3; i++)
        {
            await _governor.RefuseAsync("a", 30, "Application is over its MailboxConcurrency limit.");
            _time.Advance(TimeSpan.FromSeconds(40));
        }

        _log.Warnings.ShouldHaveSingleItem().ShouldStartWith("adele: the service asks to slow down (429: Application is over its MailboxConcurrency limit); the next call waits 30 s.");
        other.Warnings.Count.ShouldBe(1);
        watch.Throttled.ShouldBe(TimeSpan.FromSeconds(90));
        second.Throttled.ShouldBe(watch.Throttled);
    }

    [Fact]
    public async Task LearnsNothingFromCallsThatBeganBeforeTheRefusal()
    {
        CallPlace[] inside = [await EnterAsync(), await EnterAsync(), await EnterAsync()];
        PacingWatch watch = _governor.Watch("a", "adele", _log);
        foreach (int seconds in new[] { 1, 2 })
        {
            inside[0].Refuse(new ServiceFault { StatusCode = 429 });
            foreach (CallPlace place in inside[1..])
            {
                place.Succeed();
                place.Succeed();
            }

            watch.Lanes.ShouldBe(watch.LowestLanes);
            Array.ForEach(inside, static place => place.Dispose());
            Task<CallPlace> next = EnterAsync();
            _time.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromTicks(1));
            next.IsCompleted.ShouldBeFalse();
            _time.Advance(TimeSpan.FromMilliseconds(1));
            inside = [await next.WaitAsync(GovernorCalls.Guard)];
        }

        Array.ForEach(inside, static place => place.Dispose());

        Task<CallPlace> EnterAsync() => _governor.EnterAsync("a", 0, CancellationToken.None);
    }

    [Fact]
    public async Task LowersTheCallsAtOnceWhenOneWasLostAndOthersAreRefused()
    {
        CallPlace[] inside = [await EnterAsync(), await EnterAsync(), await EnterAsync()];
        PacingWatch watch = _governor.Watch("a", "adele", _log);

        inside[0].Break();
        inside[1].Refuse(new ServiceFault { StatusCode = 429 });
        inside[2].Refuse(new ServiceFault { StatusCode = 429 });

        watch.Lanes.ShouldBe(2);
        Array.ForEach(inside, static place => place.Dispose());

        Task<CallPlace> EnterAsync() => _governor.EnterAsync("a", 0, CancellationToken.None);
    }

    [Fact]
    public async Task CountsNoWaitThatWasGivenUp()
    {
        (await _governor.EnterAsync("a", 1000, CancellationToken.None)).Dispose();
        using CancellationTokenSource stop = new();
        Task<CallPlace> waiting = _governor.EnterAsync("a", 1, stop.Token);
        _time.Advance(TimeSpan.FromSeconds(10));
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => waiting.WaitAsync(GovernorCalls.Guard));

        PacingWatch watch = _governor.Watch("a", "adele", _log);
        _time.Advance(TimeSpan.FromMinutes(2));

        watch.Throttled.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public async Task CountsOnlyWhatWasWaitedSinceARunBegan()
    {
        await _governor.RefuseAsync("a", 30);
        _time.Advance(TimeSpan.FromSeconds(20));
        PacingWatch watch = _governor.Watch("a", "adele", _log);
        _time.Advance(TimeSpan.FromSeconds(20));

        watch.Throttled.ShouldBe(TimeSpan.FromSeconds(10));
        _log.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public async Task SaysWhichLimitWhenTheBytesOfAMailboxAreUsedUp()
    {
        PacingWatch watch = _governor.Watch("a", "adele", _log);
        (await _governor.EnterAsync("a", 1000, CancellationToken.None)).Dispose();
        Task<CallPlace> next = _governor.EnterAsync("a", 1, CancellationToken.None);
        _time.Advance(TimeSpan.FromMinutes(5));
        (await next.WaitAsync(GovernorCalls.Guard)).Dispose();

        _log.Warnings.ShouldHaveSingleItem().ShouldContain("are used up; the next call waits 300 s");
        watch.Throttled.ShouldBe(TimeSpan.FromMinutes(5));
    }

    [Fact]
    public async Task SaysThatTheServiceWantsAPauseWhenARunBeginsInTheMiddleOfIt()
    {
        await _governor.RefuseAsync("a", 30);
        _governor.Watch("a", "adele", _log);

        _ = _governor.EnterAsync("a", 0, CancellationToken.None);

        _log.Warnings.ShouldHaveSingleItem().ShouldStartWith("adele: the service asks to slow down (429); the next call waits 30 s.");
    }

    [Theory]
    [InlineData(2 * 3600)]
    [InlineData(3 * 3600)]
    [InlineData(24 * 3600)]
    [InlineData(int.MaxValue)]
    public async Task LetsNobodyInAndSaysUntilWhenWhenTheServiceWantsHours(int seconds)
    {
        PacingWatch watch = _governor.Watch("a", "adele", _log);
        await _governor.RefuseAsync("a", seconds);

        MailboxServiceException thrown = await Should.ThrowAsync<MailboxServiceException>(() => _governor.EnterAsync("a", 0, CancellationToken.None));

        thrown.Kind.ShouldBe(FailureKind.ServiceThrottled);
        DateTimeOffset until = _time.GetUtcNow() + TimeSpan.FromSeconds(Math.Min(seconds, 24 * 3600));
        thrown.Message.ShouldContain($"to the mailbox a before {until:yyyy-MM-dd HH:mm:ss} UTC");
        thrown.Message.ShouldContain($"it asks to wait {seconds} s");
        watch.LowestLanes.ShouldBe(2);
        _log.Warnings.ShouldBeEmpty();
        _governor.EnterAsync("b", 0, CancellationToken.None).IsCompletedSuccessfully.ShouldBeTrue();
    }

    [Fact]
    public async Task LetsThoseInAgainWhoComeWhenTheRestOfTheHoursIsShort()
    {
        await _governor.RefuseAsync("a", int.MaxValue);
        _time.Advance(TimeSpan.FromHours(22.5));

        Task<CallPlace> next = _governor.EnterAsync("a", 0, CancellationToken.None);
        next.IsCompleted.ShouldBeFalse();
        _time.Advance(TimeSpan.FromHours(1));
        _time.Advance(TimeSpan.FromHours(0.5));

        (await next.WaitAsync(GovernorCalls.Guard)).Dispose();
    }

    [Fact]
    public async Task SendsThoseAwayWhoAlreadyWaitWhenTheServiceWantsHours()
    {
        CallPlace first = await _governor.EnterAsync("a", 0, CancellationToken.None);
        CallPlace second = await _governor.EnterAsync("a", 0, CancellationToken.None);
        first.Refuse(GovernorCalls.Throttled(30));
        Task<CallPlace> waiting = _governor.EnterAsync("a", 100, CancellationToken.None);
        Task<CallPlace> behind = _governor.EnterAsync("a", 100, CancellationToken.None);

        second.Refuse(GovernorCalls.Throttled(5 * 3600));

        (await Should.ThrowAsync<MailboxServiceException>(() => waiting.WaitAsync(GovernorCalls.Guard))).Kind.ShouldBe(FailureKind.ServiceThrottled);
        (await Should.ThrowAsync<MailboxServiceException>(() => behind.WaitAsync(GovernorCalls.Guard))).Kind.ShouldBe(FailureKind.ServiceThrottled);
    }

    [Fact]
    public async Task WaitsNoLongerWhenTheClockOfTheMachineIsSetBack()
    {
        SetClock clock = new();
        CallGovernor governor = new(new TransportOptions { Limits = GovernorCalls.Small }, clock);
        (await governor.EnterAsync("a", 1000, CancellationToken.None)).Dispose();
        CallPlace refused = await governor.EnterAsync("b", 0, CancellationToken.None);
        refused.Refuse(GovernorCalls.Throttled(300));
        clock.Shown -= TimeSpan.FromHours(10);

        Task<CallPlace> upload = governor.EnterAsync("a", 1, CancellationToken.None);
        Task<CallPlace> next = governor.EnterAsync("b", 0, CancellationToken.None);
        clock.Advance(TimeSpan.FromMinutes(5));

        (await upload.WaitAsync(GovernorCalls.Guard)).Dispose();
        (await next.WaitAsync(GovernorCalls.Guard)).Dispose();
    }

    [Fact]
    public async Task WaitsAsLongWhenTheClockOfTheMachineIsSetForward()
    {
        SetClock clock = new();
        CallGovernor governor = new(new TransportOptions { Limits = GovernorCalls.Small }, clock);
        (await governor.EnterAsync("a", 1000, CancellationToken.None)).Dispose();
        clock.Shown += TimeSpan.FromHours(10);

        governor.EnterAsync("a", 1, CancellationToken.None).IsCompleted.ShouldBeFalse();
    }
}
