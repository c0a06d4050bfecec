using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Authentication;
using MailboxImportExport.Transport;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Transport;

public sealed class CallGovernorTests
{
    private readonly RecordingLog _log = new();
    private readonly FakeTimeProvider _time = new();
    private readonly CallGovernor _governor;

    public CallGovernorTests() => _governor = new CallGovernor(new TransportOptions { Limits = GovernorCalls.Small }, _time);

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

        (await next.WaitAsync(GovernorCalls.Guard)).Dispose();
    }

    [Fact]
    public async Task WaitsUntilBytesAreAllowedAgainWhenTheyAreUsedUp()
    {
        (await _governor.EnterAsync("a", 900, CancellationToken.None)).Dispose();

        Task<CallPlace> upload = _governor.EnterAsync("a", 101, CancellationToken.None);
        _governor.EnterAsync("a", 0, CancellationToken.None).IsCompletedSuccessfully.ShouldBeTrue();
        upload.IsCompleted.ShouldBeFalse();
        _time.Advance(TimeSpan.FromMinutes(5));

        (await upload.WaitAsync(GovernorCalls.Guard)).Dispose();
    }

    [Fact]
    public void LetsABodyThroughThatIsLargerThanTheLimitWhenNothingElseIsUnderWay()
        => _governor.EnterAsync("a", 5000, CancellationToken.None).IsCompletedSuccessfully.ShouldBeTrue();

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

        governor.Enter("a", 5).Count(static t => t.IsCompleted).ShouldBe(3);
    }

    [Fact]
    public void BeginsWithEightCallsAtOnceWhenManyMailboxesAreCalled()
    {
        CallGovernor governor = new(TransportOptions.Default, _time);

        Enumerable.Range(0, 20).Sum(i => governor.Enter($"mailbox {i}", 3).Count(static t => t.IsCompleted)).ShouldBe(8);
    }

    [Fact]
    public async Task HoldsNoSharedPlaceWhenAMailboxHasToWait()
    {
        CallGovernor governor = new(new TransportOptions { Limits = new CallLimits { FirstCeiling = 2 } }, _time);
        CallPlace refused = await governor.EnterAsync("slow", 0, CancellationToken.None);
        refused.Refuse(GovernorCalls.Throttled(3600));
        refused.Dispose();
        governor.Enter("slow", 4).ShouldAllBe(static t => !t.IsCompleted);

        for (int i = 0; i < 100; i++)
        {
            (await governor.EnterAsync("other", 0, CancellationToken.None).WaitAsync(GovernorCalls.Guard)).Dispose();
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

        (await large.WaitAsync(GovernorCalls.Guard)).Dispose();
        (await small.WaitAsync(GovernorCalls.Guard)).Dispose();
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

        (await waiting.WaitAsync(GovernorCalls.Guard)).Dispose();
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

        await _governor.RefuseAsync("PART", 30);

        _governor.EnterAsync("archive", 0, CancellationToken.None).IsCompleted.ShouldBeFalse();
        _time.Advance(TimeSpan.FromSeconds(30));
        watch.Throttled.ShouldBe(TimeSpan.FromSeconds(30));
        _log.Warnings.ShouldHaveSingleItem().ShouldStartWith("adele: the service asks to slow down");
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
        CallGovernor.Of(cloud, "app", new TransportOptions { Limits = GovernorCalls.Small }, TimeProvider.System).ShouldNotBeSameAs(first);
        CallGovernor.Of(cloud, "app", new TransportOptions { Wanted = new WantedLimits { Requests = 5 } }, TimeProvider.System).ShouldBeSameAs(first);
        CallGovernor.Of(cloud with { PinnedCertificate = "AB" }, "app", TransportOptions.Default, TimeProvider.System).ShouldNotBeSameAs(first);
    }
}
