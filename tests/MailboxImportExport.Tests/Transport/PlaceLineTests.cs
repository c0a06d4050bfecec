using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Transport;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Transport;

public sealed class PlaceLineTests
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task GivesPlacesInTheOrderOfAsking()
    {
        PlaceLine line = new(1);
        await line.EnterAsync(CancellationToken.None);
        List<Task> waiting = [.. Enumerable.Range(0, 5).Select(_ => line.EnterAsync(CancellationToken.None))];
        for (int i = 0; i < 5; i++)
        {
            line.Leave();
            await waiting[i].WaitAsync(Guard);
            waiting.Skip(i + 1).ShouldAllBe(static t => !t.IsCompleted);
        }
    }

    [Fact]
    public async Task LetsThoseInWhoWaitWhenThereAreMorePlaces()
    {
        PlaceLine line = new(0);
        Task first = line.EnterAsync(CancellationToken.None);
        first.IsCompleted.ShouldBeFalse();

        line.Limit = 1;

        await first.WaitAsync(Guard);
        line.IsFull.ShouldBeTrue();
    }

    [Fact]
    public async Task GivesNoPlaceUntilEnoughHaveComeBackWhenThereAreFewer()
    {
        PlaceLine line = new(3);
        for (int i = 0; i < 3; i++)
        {
            await line.EnterAsync(CancellationToken.None);
        }

        line.Limit = 1;
        Task next = line.EnterAsync(CancellationToken.None);
        line.Leave();
        line.Leave();
        next.IsCompleted.ShouldBeFalse();
        line.Leave();

        await next.WaitAsync(Guard);
    }

    [Fact]
    public async Task PassesOverWhoGaveUpWhenTheTurnComes()
    {
        using CancellationTokenSource cancel = new();
        PlaceLine line = new(1);
        await line.EnterAsync(CancellationToken.None);
        Task gone = line.EnterAsync(cancel.Token);
        Task next = line.EnterAsync(CancellationToken.None);
        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => gone.WaitAsync(Guard));

        line.Leave();

        await next.WaitAsync(Guard);
    }
}
