using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Transport;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Transport;

public sealed class CallGateTests
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider _time = new();
    private readonly CallGate _gate;

    public CallGateTests() => _gate = new CallGate(
        new TransportOptions { Requests = 10, RequestWindow = TimeSpan.FromMinutes(10), UploadBytes = 1000, UploadWindow = TimeSpan.FromMinutes(5) },
        _time);

    [Fact]
    public async Task LetsFourInWhenFiveCallTheSameMailbox()
    {
        List<IDisposable> inside = [];
        for (int i = 0; i < 4; i++)
        {
            inside.Add(await _gate.EnterAsync(i % 2 == 0 ? "MBX:A@T" : "mbx:a@t", 0, CancellationToken.None));
        }

        Task<IDisposable> fifth = _gate.EnterAsync("MBX:a@T", 0, CancellationToken.None);
        fifth.IsCompleted.ShouldBeFalse();
        inside[2].Dispose();

        (await fifth.WaitAsync(TimeSpan.FromSeconds(30))).Dispose();
    }

    [Fact]
    public async Task KeepsMailboxesApartWhenOneIsFull()
    {
        for (int i = 0; i < 4; i++)
        {
            await _gate.EnterAsync("first", 0, CancellationToken.None);
        }

        _gate.EnterAsync("second", 0, CancellationToken.None).IsCompletedSuccessfully.ShouldBeTrue();
        _gate.EnterAsync(null, 0, CancellationToken.None).IsCompletedSuccessfully.ShouldBeTrue();
    }

    [Fact]
    public async Task GivesOnePlaceBackWhenALeaverLeavesTwice()
    {
        IDisposable place = await _gate.EnterAsync("a", 0, CancellationToken.None);
        place.Dispose();
        place.Dispose();
        for (int i = 0; i < 4; i++)
        {
            _gate.EnterAsync("a", 0, CancellationToken.None).IsCompletedSuccessfully.ShouldBeTrue();
        }

        _gate.EnterAsync("a", 0, CancellationToken.None).IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task TakesNoPlaceWhenTheWaitIsCancelled()
    {
        using CancellationTokenSource cancel = new();
        IDisposable first = await _gate.EnterAsync("a", 0, CancellationToken.None);
        for (int i = 0; i < 3; i++)
        {
            await _gate.EnterAsync("a", 0, CancellationToken.None);
        }

        Task<IDisposable> waiting = _gate.EnterAsync("a", 0, cancel.Token);
        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => waiting);
        first.Dispose();

        _gate.EnterAsync("a", 0, CancellationToken.None).IsCompletedSuccessfully.ShouldBeTrue();
    }

    [Fact]
    public async Task WaitsUntilRequestsAreAllowedAgainWhenTheyAreUsedUp()
    {
        for (int i = 0; i < 10; i++)
        {
            (await _gate.EnterAsync("a", 0, CancellationToken.None)).Dispose();
        }

        Task<IDisposable> next = _gate.EnterAsync("a", 0, CancellationToken.None);
        _gate.EnterAsync("b", 0, CancellationToken.None).IsCompletedSuccessfully.ShouldBeTrue();
        next.IsCompleted.ShouldBeFalse();
        _time.Advance(TimeSpan.FromMinutes(10));

        (await next.WaitAsync(Guard)).Dispose();
    }

    [Fact]
    public async Task WaitsUntilBytesAreAllowedAgainWhenTheyAreUsedUp()
    {
        (await _gate.EnterAsync("a", 900, CancellationToken.None)).Dispose();

        Task<IDisposable> upload = _gate.EnterAsync("a", 101, CancellationToken.None);
        _gate.EnterAsync("a", 0, CancellationToken.None).IsCompletedSuccessfully.ShouldBeTrue();
        upload.IsCompleted.ShouldBeFalse();
        _time.Advance(TimeSpan.FromMinutes(5));

        (await upload.WaitAsync(Guard)).Dispose();
    }

    [Fact]
    public void LetsABodyThroughThatIsLargerThanTheLimitWhenNothingElseIsUnderWay()
        => _gate.EnterAsync("a", 5000, CancellationToken.None).IsCompletedSuccessfully.ShouldBeTrue();

    [Fact]
    public async Task HoldsAllCallsToTheMailboxWhenTheServiceAsksToSlowDown()
    {
        (await _gate.EnterAsync("a", 0, CancellationToken.None)).Dispose();
        _gate.Pause("a", TimeSpan.FromSeconds(30));
        _gate.Pause("a", TimeSpan.FromSeconds(10));

        Task<IDisposable> next = _gate.EnterAsync("a", 0, CancellationToken.None);
        _time.Advance(TimeSpan.FromSeconds(29));
        next.IsCompleted.ShouldBeFalse();
        _gate.EnterAsync("b", 0, CancellationToken.None).IsCompletedSuccessfully.ShouldBeTrue();
        _time.Advance(TimeSpan.FromSeconds(1));

        (await next.WaitAsync(Guard)).Dispose();
    }

    [Fact]
    public async Task GivesThePlaceBackWhenTheWaitForBytesIsCancelled()
    {
        using CancellationTokenSource cancel = new();
        for (int i = 0; i < 3; i++)
        {
            await _gate.EnterAsync("a", 0, CancellationToken.None);
        }

        (await _gate.EnterAsync("a", 1000, CancellationToken.None)).Dispose();
        Task<IDisposable> upload = _gate.EnterAsync("a", 1, cancel.Token);
        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => upload);
        _gate.EnterAsync("a", 0, CancellationToken.None).IsCompletedSuccessfully.ShouldBeTrue();
    }

    [Fact]
    public void IsOneForAnApplicationInTheProcess()
    {
        Uri endpoint = new($"https://{Guid.NewGuid():N}.example/");

        CallGate first = CallGate.Of(endpoint, "app", TransportOptions.Default, TimeProvider.System);

        CallGate.Of(endpoint, "APP", TransportOptions.Default, TimeProvider.System).ShouldBeSameAs(first);
        CallGate.Of(endpoint, "other", TransportOptions.Default, TimeProvider.System).ShouldNotBeSameAs(first);
        CallGate.Of(endpoint, "app", TransportOptions.Default, _time).ShouldNotBeSameAs(first);
    }
}
