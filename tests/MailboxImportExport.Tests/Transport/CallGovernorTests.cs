using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Authentication;
using MailboxImportExport.Model;
using MailboxImportExport.Transport;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Transport;

public sealed class CallGovernorTests
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(30);

    private static readonly CallLimits Small = new()
    {
        FirstLanes = 4,
        Requests = 10,
        RequestWindow = TimeSpan.FromMinutes(10),
        UploadBytes = 1000,
        UploadWindow = TimeSpan.FromMinutes(5),
    };

    private readonly RecordingLog _log = new();
    private readonly FakeTimeProvider _time = new();
    private readonly CallGovernor _governor;

    public CallGovernorTests() => _governor = new CallGovernor(
        new TransportOptions { Limits = Small },
        _time);

    [Fact]
    public async Task LetsFourInWhenFiveCallTheSameMailbox()
    {
        List<CallPlace> inside = [];
        for (int i = 0; i < 4; i++)
        {
            inside.Add(await _governor.EnterAsync(i % 2 == 0 ? "MBX:A@T" : "mbx:a@t", 0, CancellationToken.None));
        }

        Task<CallPlace> fifth = _governor.EnterAsync("MBX:a@T", 0, CancellationToken.None);
        fifth.IsCompleted.ShouldBeFalse();
        inside[2].Dispose();

        (await fifth.WaitAsync(TimeSpan.FromSeconds(30))).Dispose();
    }

    [Fact]
    public async Task KeepsMailboxesApartWhenOneIsFull()
    {
        for (int i = 0; i < 4; i++)
        {
            await _governor.EnterAsync("first", 0, CancellationToken.None);
        }

        _governor.EnterAsync("second", 0, CancellationToken.None).IsCompletedSuccessfully.ShouldBeTrue();
        _governor.EnterAsync(null, 0, CancellationToken.None).IsCompletedSuccessfully.ShouldBeTrue();
    }

    [Fact]
    public async Task GivesOnePlaceBackWhenALeaverLeavesTwice()
    {
        CallPlace place = await _governor.EnterAsync("a", 0, CancellationToken.None);
        place.Dispose();
        place.Dispose();
        for (int i = 0; i < 4; i++)
        {
            _governor.EnterAsync("a", 0, CancellationToken.None).IsCompletedSuccessfully.ShouldBeTrue();
        }

        _governor.EnterAsync("a", 0, CancellationToken.None).IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task TakesNoPlaceWhenTheWaitIsCancelled()
    {
        using CancellationTokenSource cancel = new();
        CallPlace first = await _governor.EnterAsync("a", 0, CancellationToken.None);
        for (int i = 0; i < 3; i++)
        {
            await _governor.EnterAsync("a", 0, CancellationToken.None);
        }

        Task<CallPlace> waiting = _governor.EnterAsync("a", 0, cancel.Token);
        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => waiting);
        first.Dispose();

        _governor.EnterAsync("a", 0, CancellationToken.None).IsCompletedSuccessfully.ShouldBeTrue();
    }

    [Fact]
    public async Task WaitsUntilRequestsAreAllowedAgainWhenTheyAreUsedUp()
    {
        for (int i = 0; i < 10; i++)
        {
            (await _governor.EnterAsync("a", 0, CancellationToken.None)).Dispose();
        }

        Task<CallPlace> next = _governor.EnterAsync("a", 0, CancellationToken.None);
        _governor.EnterAsync("b", 0, CancellationToken.None).IsCompletedSuccessfully.ShouldBeTrue();
        next.IsCompleted.ShouldBeFalse();
        _time.Advance(TimeSpan.FromMinutes(10));

        (await next.WaitAsync(Guard)).Dispose();
    }

    [Fact]
    public async Task WaitsUntilBytesAreAllowedAgainWhenTheyAreUsedUp()
    {
        (await _governor.EnterAsync("a", 900, CancellationToken.None)).Dispose();

        Task<CallPlace> upload = _governor.EnterAsync("a", 101, CancellationToken.None);
        _governor.EnterAsync("a", 0, CancellationToken.None).IsCompletedSuccessfully.ShouldBeTrue();
        upload.IsCompleted.ShouldBeFalse();
        _time.Advance(TimeSpan.FromMinutes(5));

        (await upload.WaitAsync(Guard)).Dispose();
    }

    [Fact]
    public void LetsABodyThroughThatIsLargerThanTheLimitWhenNothingElseIsUnderWay()
        => _governor.EnterAsync("a", 5000, CancellationToken.None).IsCompletedSuccessfully.ShouldBeTrue();

    [Fact]
    public async Task HoldsAllCallsToTheMailboxWhenTheServiceAsksToSlowDown()
    {
        CallPlace first = await _governor.EnterAsync("a", 0, CancellationToken.None);
        CallPlace second = await _governor.EnterAsync("a", 0, CancellationToken.None);
        first.Refuse(Throttled(30));
        second.Refuse(Throttled(10));
        first.Dispose();
        second.Dispose();

        Task<CallPlace> next = _governor.EnterAsync("a", 0, CancellationToken.None);
        _time.Advance(TimeSpan.FromSeconds(29));
        next.IsCompleted.ShouldBeFalse();
        _governor.EnterAsync("b", 0, CancellationToken.None).IsCompletedSuccessfully.ShouldBeTrue();
        _time.Advance(TimeSpan.FromSeconds(1));

        (await next.WaitAsync(Guard)).Dispose();
    }

    [Fact]
    public async Task GivesThePlaceBackWhenTheWaitForBytesIsCancelled()
    {
        using CancellationTokenSource cancel = new();
        for (int i = 0; i < 3; i++)
        {
            await _governor.EnterAsync("a", 0, CancellationToken.None);
        }

        (await _governor.EnterAsync("a", 1000, CancellationToken.None)).Dispose();
        Task<CallPlace> upload = _governor.EnterAsync("a", 1, cancel.Token);
        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => upload);
        _governor.EnterAsync("a", 0, CancellationToken.None).IsCompletedSuccessfully.ShouldBeTrue();
    }

    [Fact]
    public void BeginsWithThreeCallsAtOnceWhenNothingIsKnownOfAMailbox()
    {
        CallGovernor governor = new(TransportOptions.Default, _time);

        Enter(governor, "a", 5).Count(static t => t.IsCompleted).ShouldBe(3);
    }

    [Fact]
    public void BeginsWithEightCallsAtOnceWhenManyMailboxesAreCalled()
    {
        CallGovernor governor = new(TransportOptions.Default, _time);

        Enumerable.Range(0, 20).Sum(i => Enter(governor, $"mailbox {i}", 3).Count(static t => t.IsCompleted)).ShouldBe(8);
    }

    [Fact]
    public async Task WaitsLongerEachTimeWhenTheServiceNamesNoTime()
    {
        foreach (int seconds in new[] { 1, 2, 4, 8, 16, 32, 60, 60 })
        {
            await RefuseAsync("a", null);
            Task<CallPlace> next = _governor.EnterAsync("a", 0, CancellationToken.None);
            _time.Advance(TimeSpan.FromSeconds(seconds - 0.1));
            next.IsCompleted.ShouldBeFalse();
            _time.Advance(TimeSpan.FromSeconds(0.1));
            (await next.WaitAsync(Guard)).Dispose();

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

        inside[0].Refuse(Throttled(30));
        List<Task<CallPlace>> waiting = Enter(_governor, "a", 4);
        _time.Advance(TimeSpan.FromSeconds(30));
        inside.ForEach(static place => place.Dispose());
        await (await Task.WhenAny(waiting).WaitAsync(Guard));

        waiting.Count(static t => t.IsCompleted).ShouldBeLessThanOrEqualTo(2);
    }

    [Fact]
    public async Task HoldsNoSharedPlaceWhenAMailboxHasToWait()
    {
        CallGovernor governor = new(new TransportOptions { Limits = new CallLimits { FirstCeiling = 2 } }, _time);
        CallPlace refused = await governor.EnterAsync("slow", 0, CancellationToken.None);
        refused.Refuse(Throttled(3600));
        refused.Dispose();
        Enter(governor, "slow", 4).ShouldAllBe(static t => !t.IsCompleted);

        for (int i = 0; i < 100; i++)
        {
            (await governor.EnterAsync("other", 0, CancellationToken.None).WaitAsync(Guard)).Dispose();
        }
    }

    [Fact]
    public async Task LetsALargeUploadThroughWhenSmallOnesKeepComing()
    {
        (await _governor.EnterAsync("a", 500, CancellationToken.None)).Dispose();
        _time.Advance(TimeSpan.FromMinutes(1));
        Task<CallPlace> large = _governor.EnterAsync("a", 900, CancellationToken.None);

        Task<CallPlace> small = _governor.EnterAsync("a", 100, CancellationToken.None);
        small.IsCompleted.ShouldBeFalse();
        _time.Advance(TimeSpan.FromMinutes(4));

        (await large.WaitAsync(Guard)).Dispose();
        (await small.WaitAsync(Guard)).Dispose();
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
            await RefuseAsync("a", 30, "Application is over its MailboxConcurrency limit.");
            _time.Advance(TimeSpan.FromSeconds(40));
        }

        _log.Warnings.ShouldHaveSingleItem().ShouldStartWith("adele: the service asks to slow down (429: Application is over its MailboxConcurrency limit); the next call waits 30 s.");
        other.Warnings.Count.ShouldBe(1);
        watch.Throttled.ShouldBe(TimeSpan.FromSeconds(90));
        second.Throttled.ShouldBe(watch.Throttled);
    }

    [Fact]
    public async Task CountsOnlyWhatWasWaitedSinceARunBegan()
    {
        await RefuseAsync("a", 30);
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
        (await next.WaitAsync(Guard)).Dispose();

        _log.Warnings.ShouldHaveSingleItem().ShouldContain("are used up; the next call waits 300 s");
        watch.Throttled.ShouldBe(TimeSpan.FromMinutes(5));
    }

    [Fact]
    public void IsOneForAnApplicationInTheProcess()
    {
        Cloud cloud = Cloud.Global with { GraphEndpoint = new Uri($"https://{Guid.NewGuid():N}.example/") };
        TransportOptions proxied = TransportOptions.Default with { Proxy = new ProxySettings { Address = new Uri("http://proxy.example") } };

        CallGovernor first = CallGovernor.Of(cloud, "app", TransportOptions.Default, TimeProvider.System);

        CallGovernor.Of(cloud, "APP", proxied, TimeProvider.System).ShouldBeSameAs(first);
        CallGovernor.Of(cloud, "other", TransportOptions.Default, TimeProvider.System).ShouldNotBeSameAs(first);
        CallGovernor.Of(cloud, "app", TransportOptions.Default, _time).ShouldNotBeSameAs(first);
        CallGovernor.Of(cloud, "app", new TransportOptions { Limits = Small }, TimeProvider.System).ShouldNotBeSameAs(first);
        CallGovernor.Of(cloud, "app", new TransportOptions { Wanted = new WantedLimits { Requests = 5 } }, TimeProvider.System).ShouldBeSameAs(first);
        CallGovernor.Of(cloud with { PinnedCertificate = "AB" }, "app", TransportOptions.Default, TimeProvider.System).ShouldNotBeSameAs(first);
    }

    [Theory]
    [InlineData(2 * 3600)]
    [InlineData(3 * 3600)]
    [InlineData(24 * 3600)]
    [InlineData(int.MaxValue)]
    public async Task LetsNobodyInAndSaysUntilWhenWhenTheServiceWantsHours(int seconds)
    {
        await RefuseAsync("a", seconds);

        MailboxServiceException thrown = await Should.ThrowAsync<MailboxServiceException>(() => _governor.EnterAsync("a", 0, CancellationToken.None));

        thrown.Kind.ShouldBe(FailureKind.ServiceThrottled);
        DateTimeOffset until = _time.GetUtcNow() + TimeSpan.FromSeconds(Math.Min(seconds, 24 * 3600));
        thrown.Message.ShouldContain($"to the mailbox a before {until:yyyy-MM-dd HH:mm:ss} UTC");
        thrown.Message.ShouldContain($"it asks to wait {seconds} s");
        _governor.EnterAsync("b", 0, CancellationToken.None).IsCompletedSuccessfully.ShouldBeTrue();
    }

    [Fact]
    public async Task LetsThoseInAgainWhoComeWhenTheRestOfTheHoursIsShort()
    {
        await RefuseAsync("a", int.MaxValue);
        _time.Advance(TimeSpan.FromHours(22.5));

        Task<CallPlace> next = _governor.EnterAsync("a", 0, CancellationToken.None);
        next.IsCompleted.ShouldBeFalse();
        _time.Advance(TimeSpan.FromHours(1));
        _time.Advance(TimeSpan.FromHours(0.5));

        (await next.WaitAsync(Guard)).Dispose();
    }

    [Fact]
    public async Task SendsThoseAwayWhoAlreadyWaitWhenTheServiceWantsHours()
    {
        CallPlace first = await _governor.EnterAsync("a", 0, CancellationToken.None);
        CallPlace second = await _governor.EnterAsync("a", 0, CancellationToken.None);
        first.Refuse(Throttled(30));
        Task<CallPlace> waiting = _governor.EnterAsync("a", 100, CancellationToken.None);
        Task<CallPlace> behind = _governor.EnterAsync("a", 100, CancellationToken.None);

        second.Refuse(Throttled(5 * 3600));

        (await Should.ThrowAsync<MailboxServiceException>(() => waiting.WaitAsync(Guard))).Kind.ShouldBe(FailureKind.ServiceThrottled);
        (await Should.ThrowAsync<MailboxServiceException>(() => behind.WaitAsync(Guard))).Kind.ShouldBe(FailureKind.ServiceThrottled);
    }

    [Fact]
    public async Task LetsOthersUseTheBytesThatWereNotSent()
    {
        PacingWatch watch = _governor.Watch("a", "adele", _log);
        CallPlace refused = await _governor.EnterAsync("a", 1000, CancellationToken.None);
        Task<CallPlace> waiting = _governor.EnterAsync("a", 1000, CancellationToken.None);
        waiting.IsCompleted.ShouldBeFalse();
        _time.Advance(TimeSpan.FromSeconds(7));

        refused.Settle(0);
        refused.Settle(0);
        refused.Dispose();

        (await waiting.WaitAsync(Guard)).Dispose();
        watch.Throttled.ShouldBe(TimeSpan.FromSeconds(7));
        _governor.EnterAsync("a", 1, CancellationToken.None).IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task KeepsTheBytesThatWereSentWhenTheRestWasNot()
    {
        CallPlace broken = await _governor.EnterAsync("a", 1000, CancellationToken.None);
        broken.Settle(400);
        broken.Dispose();

        _governor.EnterAsync("a", 600, CancellationToken.None).IsCompletedSuccessfully.ShouldBeTrue();
        _governor.EnterAsync("a", 1, CancellationToken.None).IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task CountsAFurtherPartOfAnArchiveAsTheArchive()
    {
        PacingWatch watch = _governor.Watch("archive", "adele", _log);
        _governor.Join("part", "ARCHIVE");
        _governor.Join("archive", "part");

        await RefuseAsync("PART", 30);

        _governor.EnterAsync("archive", 0, CancellationToken.None).IsCompleted.ShouldBeFalse();
        _time.Advance(TimeSpan.FromSeconds(30));
        watch.Throttled.ShouldBe(TimeSpan.FromSeconds(30));
        _log.Warnings.ShouldHaveSingleItem().ShouldStartWith("adele: the service asks to slow down");
    }

    [Fact]
    public async Task SaysThatTheServiceWantsAPauseWhenARunBeginsInTheMiddleOfIt()
    {
        await RefuseAsync("a", 30);
        _governor.Watch("a", "adele", _log);

        _ = _governor.EnterAsync("a", 0, CancellationToken.None);

        _log.Warnings.ShouldHaveSingleItem().ShouldStartWith("adele: the service asks to slow down (429); the next call waits 30 s.");
    }

    [Fact]
    public async Task WaitsNoLongerWhenTheClockOfTheMachineIsSetBack()
    {
        SetClock clock = new();
        CallGovernor governor = new(new TransportOptions { Limits = Small }, clock);
        (await governor.EnterAsync("a", 1000, CancellationToken.None)).Dispose();
        CallPlace refused = await governor.EnterAsync("b", 0, CancellationToken.None);
        refused.Refuse(Throttled(300));
        clock.Shown -= TimeSpan.FromHours(10);

        Task<CallPlace> upload = governor.EnterAsync("a", 1, CancellationToken.None);
        Task<CallPlace> next = governor.EnterAsync("b", 0, CancellationToken.None);
        clock.Advance(TimeSpan.FromMinutes(5));

        (await upload.WaitAsync(Guard)).Dispose();
        (await next.WaitAsync(Guard)).Dispose();
    }

    [Fact]
    public async Task WaitsAsLongWhenTheClockOfTheMachineIsSetForward()
    {
        SetClock clock = new();
        CallGovernor governor = new(new TransportOptions { Limits = Small }, clock);
        (await governor.EnterAsync("a", 1000, CancellationToken.None)).Dispose();
        clock.Shown += TimeSpan.FromHours(10);

        governor.EnterAsync("a", 1, CancellationToken.None).IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task ForgetsMailboxesThatNobodyCallsAnyMore()
    {
        for (int i = 0; i < 10_000; i++)
        {
            (await _governor.EnterAsync($"mailbox {i}", 10, CancellationToken.None)).Dispose();
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        // Those of the last ten minutes, and the minute until somebody looks.
        _governor.Mailboxes.ShouldBeLessThan(700);
    }

    [Fact]
    public async Task RemembersMailboxesOfWhichSomethingCounts()
    {
        CallPlace running = await _governor.EnterAsync("running", 0, CancellationToken.None);
        PacingWatch watch = _governor.Watch("watched", "adele", _log);
        await RefuseAsync("paused", 3600);
        await RefuseAsync("refused", 1);
        _time.Advance(TimeSpan.FromMinutes(11));

        (await _governor.EnterAsync("other", 0, CancellationToken.None)).Dispose();

        _governor.Mailboxes.ShouldBe(4);
        _governor.EnterAsync("paused", 0, CancellationToken.None).IsCompleted.ShouldBeFalse();
        await RefuseAsync("watched", 30);
        _time.Advance(TimeSpan.FromSeconds(30));
        watch.Throttled.ShouldBe(TimeSpan.FromSeconds(30));
        running.Dispose();
    }

    [Fact]
    public async Task LowersTheSharedCeilingWhenSeveralMailboxesAreRefusedAtOnce()
    {
        CallGovernor governor = new(TransportOptions.Default, _time);
        PacingWatch watch = governor.Watch("mailbox 0", "adele", _log);
        for (int i = 0; i < 3; i++)
        {
            using CallPlace place = await governor.EnterAsync($"mailbox {i}", 0, CancellationToken.None);
            place.Refuse(Throttled(1));
        }

        watch.Ceiling.ShouldBe(4);
    }

    [Fact]
    public async Task LeavesTheSharedCeilingAloneWhenTheServerIsBusyOrNoMailboxIsCalled()
    {
        CallGovernor governor = new(TransportOptions.Default, _time);
        PacingWatch watch = governor.Watch("mailbox 0", "adele", _log);
        for (int i = 0; i < 3; i++)
        {
            using CallPlace place = await governor.EnterAsync($"mailbox {i}", 0, CancellationToken.None);
            place.Refuse(new ServiceFault { StatusCode = 503 });
        }

        using CallPlace directory = await governor.EnterAsync(null, 0, CancellationToken.None);
        directory.Refuse(Throttled(1));

        watch.Ceiling.ShouldBe(8);
    }

    [Fact]
    public async Task RaisesTheSharedCeilingWhenCallsGoWellAndAllPlacesAreTaken()
    {
        CallGovernor governor = new(TransportOptions.Default, _time);
        PacingWatch watch = governor.Watch("mailbox 0", "adele", _log);
        List<CallPlace> inside = [];
        for (int i = 0; i < 8; i++)
        {
            inside.Add(await governor.EnterAsync($"mailbox {i}", 0, CancellationToken.None));
        }

        inside.ForEach(static place => place.Succeed());

        watch.Ceiling.ShouldBe(9);
    }

    [Fact]
    public async Task KeepsWithinTheSmallestNumberThatAConnectionWants()
    {
        CallGovernor governor = new(TransportOptions.Default, _time);
        List<Task<CallPlace>> before = Enter(governor, "known", 4);
        using LimitClaim one = governor.Claim(new WantedLimits { MostLanes = 2, Requests = 20 });
        LimitClaim other = governor.Claim(new WantedLimits { MostLanes = 1, UploadBytes = 500, MostCeiling = 5 });
        using LimitClaim third = governor.Claim(new WantedLimits());

        governor.Limits.ShouldBe(new CallLimits { MostLanes = 1, Requests = 20, UploadBytes = 500, MostCeiling = 5 });
        Enter(governor, "new", 4).Count(static t => t.IsCompleted).ShouldBe(1);
        before.GetRange(0, 3).ForEach(static t => t.Result.Dispose());
        CallPlace fourth = await before[3].WaitAsync(Guard);
        Enter(governor, "known", 1)[0].IsCompleted.ShouldBeFalse();
        fourth.Dispose();
        (await governor.EnterAsync("upload", 500, CancellationToken.None)).Dispose();
        governor.EnterAsync("upload", 1, CancellationToken.None).IsCompleted.ShouldBeFalse();

        other.Dispose();
        governor.Limits.ShouldBe(new CallLimits { MostLanes = 2, Requests = 20 });
    }

    [Fact]
    public void MayHaveMoreThanUsualWhenThatIsWanted()
    {
        CallGovernor governor = new(new TransportOptions { Limits = Small }, _time);
        using LimitClaim claim = governor.Claim(new WantedLimits { Requests = 30 });

        Enumerable.Range(0, 30).ShouldAllBe(_ => EndsAtOnce(governor));
        EndsAtOnce(governor).ShouldBeFalse();
    }

    [Fact]
    public void GoesOnAtOnceWhenWhatAConnectionWantedIsGivenUp()
    {
        CallGovernor governor = new(TransportOptions.Default, _time);
        LimitClaim claim = governor.Claim(new WantedLimits { Requests = 1 });
        EndsAtOnce(governor).ShouldBeTrue();
        Task<CallPlace> next = governor.EnterAsync("a", 0, CancellationToken.None);
        next.IsCompleted.ShouldBeFalse();

        claim.Dispose();

        next.WaitAsync(Guard).ShouldNotThrow();
    }

    private static bool EndsAtOnce(CallGovernor governor)
    {
        Task<CallPlace> call = governor.EnterAsync("a", 0, CancellationToken.None);
        if (call.IsCompletedSuccessfully)
        {
            call.Result.Dispose();
        }

        return call.IsCompletedSuccessfully;
    }

    private static List<Task<CallPlace>> Enter(CallGovernor governor, string mailbox, int count)
        => [.. Enumerable.Range(0, count).Select(_ => governor.EnterAsync(mailbox, 0, CancellationToken.None))];

    private static ServiceFault Throttled(int? seconds, string? message = null)
        => new() { StatusCode = 429, Message = message, RetryAfter = seconds is int s ? TimeSpan.FromSeconds(s) : null };

    private async Task RefuseAsync(string mailbox, int? seconds, string? message = null)
    {
        using CallPlace place = await _governor.EnterAsync(mailbox, 0, CancellationToken.None).WaitAsync(Guard);
        place.Refuse(Throttled(seconds, message));
    }
}
