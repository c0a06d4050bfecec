using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Transport;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Transport;

public sealed class CallGateTests
{
    private readonly CallGate _gate = new();

    [Fact]
    public async Task LetsFourInWhenFiveCallTheSameMailbox()
    {
        List<IDisposable> inside = [];
        for (int i = 0; i < 4; i++)
        {
            inside.Add(await _gate.EnterAsync(i % 2 == 0 ? "MBX:A@T" : "mbx:a@t", CancellationToken.None));
        }

        Task<IDisposable> fifth = _gate.EnterAsync("MBX:a@T", CancellationToken.None);
        fifth.IsCompleted.ShouldBeFalse();
        inside[2].Dispose();

        (await fifth.WaitAsync(TimeSpan.FromSeconds(30))).Dispose();
    }

    [Fact]
    public async Task KeepsMailboxesApartWhenOneIsFull()
    {
        for (int i = 0; i < 4; i++)
        {
            await _gate.EnterAsync("first", CancellationToken.None);
        }

        _gate.EnterAsync("second", CancellationToken.None).IsCompletedSuccessfully.ShouldBeTrue();
        _gate.EnterAsync(null, CancellationToken.None).IsCompletedSuccessfully.ShouldBeTrue();
    }

    [Fact]
    public async Task GivesOnePlaceBackWhenALeaverLeavesTwice()
    {
        IDisposable place = await _gate.EnterAsync("a", CancellationToken.None);
        place.Dispose();
        place.Dispose();
        for (int i = 0; i < 4; i++)
        {
            _gate.EnterAsync("a", CancellationToken.None).IsCompletedSuccessfully.ShouldBeTrue();
        }

        _gate.EnterAsync("a", CancellationToken.None).IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task TakesNoPlaceWhenTheWaitIsCancelled()
    {
        using CancellationTokenSource cancel = new();
        IDisposable first = await _gate.EnterAsync("a", CancellationToken.None);
        for (int i = 0; i < 3; i++)
        {
            await _gate.EnterAsync("a", CancellationToken.None);
        }

        Task<IDisposable> waiting = _gate.EnterAsync("a", cancel.Token);
        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => waiting);
        first.Dispose();

        _gate.EnterAsync("a", CancellationToken.None).IsCompletedSuccessfully.ShouldBeTrue();
    }
}
