using System;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;
using MailboxImportExport.Transfer;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Transfer;

public sealed class RunInputTests
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(30);

    private readonly Channel<int> _records = Channel.CreateUnbounded<int>();

    [Fact]
    public async Task GoesOnWithTheRecordThatNobodyWaitedForAnyMore()
    {
        RunInput<int> input = new(_records.Reader.ReadAllAsync(), CancellationToken.None);
        using CancellationTokenSource lapse = new();
        Task<bool> next = input.MoveNextAsync(lapse.Token);
        await lapse.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => next.WaitAsync(Guard));

        _records.Writer.TryWrite(7);
        _records.Writer.Complete();

        (await input.MoveNextAsync(CancellationToken.None).WaitAsync(Guard)).ShouldBeTrue();
        input.Current.ShouldBe(7);
        (await input.MoveNextAsync(CancellationToken.None).WaitAsync(Guard)).ShouldBeFalse();
        await input.CloseAsync().WaitAsync(Guard);
    }

    [Fact]
    public async Task EndsAnInputThatStillWaits()
    {
        RunInput<int> input = new(_records.Reader.ReadAllAsync(), CancellationToken.None);
        using CancellationTokenSource lapse = new();
        Task<bool> next = input.MoveNextAsync(lapse.Token);
        await lapse.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => next.WaitAsync(Guard));

        await input.CloseAsync().WaitAsync(Guard);
    }

    [Fact]
    public async Task PassesOnWhyTheInputBroke()
    {
        RunInput<int> input = new(_records.Reader.ReadAllAsync(), CancellationToken.None);
        _records.Writer.Complete(new InvalidOperationException("broken"));

        await Should.ThrowAsync<InvalidOperationException>(() => input.MoveNextAsync(CancellationToken.None).WaitAsync(Guard));

        await input.CloseAsync().WaitAsync(Guard);
    }
}
