using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Transfer.Export;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Transfer.Export;

public sealed class ExportQueueTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly ExportQueue _queue;
    private int _added;

    public ExportQueueTests() => _queue = new ExportQueue(static _ => "mailbox", _time);

    [Fact]
    public async Task WaitsALittleForACallToBecomeFull()
    {
        Task<IReadOnlyList<ExportAttempt>?> first = TakeAsync();
        await AddAsync(5);
        first.IsCompleted.ShouldBeFalse();

        while (!first.IsCompleted)
        {
            // The wait may begin only after the clock was moved.
            _time.Advance(ExportQueue.Gathering);
            await Task.Yield();
        }

        (await first).ShouldNotBeNull().Count.ShouldBe(5);
    }

    [Fact]
    public async Task GivesAFullCallAtOnce()
    {
        Task<IReadOnlyList<ExportAttempt>?> first = TakeAsync();
        Task<IReadOnlyList<ExportAttempt>?> second = TakeAsync();

        await AddAsync(40);

        (await first).ShouldNotBeNull().Count.ShouldBe(20);
        (await second).ShouldNotBeNull().Count.ShouldBe(20);
    }

    [Fact]
    public async Task WaitsAnewForWhatComesAfterAFullCall()
    {
        await AddAsync(25);
        (await TakeAsync()).ShouldNotBeNull().Count.ShouldBe(20);
        Task<IReadOnlyList<ExportAttempt>?> rest = TakeAsync();
        rest.IsCompleted.ShouldBeFalse();

        await AddAsync(15);

        (await rest).ShouldNotBeNull().Count.ShouldBe(20);
    }

    [Fact]
    public async Task WaitsForNothingWhenNoMoreComes()
    {
        await AddAsync(1);

        _queue.Complete();

        (await TakeAsync()).ShouldNotBeNull().Count.ShouldBe(1);
    }

    [Fact]
    public async Task AsksAgainWithoutWaiting()
    {
        await AddAsync(20);
        IReadOnlyList<ExportAttempt> call = (await TakeAsync()).ShouldNotBeNull();
        ExportSettlement settlement = new();
        settlement.Again.Add(call[0]);
        await AddAsync(1);

        _queue.Return(settlement);

        (await TakeAsync()).ShouldNotBeNull().Single().ShouldBe(call[0]);
    }

    private Task<IReadOnlyList<ExportAttempt>?> TakeAsync() => _queue.TakeAsync(TestContext.Current.CancellationToken);

    private async Task AddAsync(int items)
    {
        for (int i = 0; i < items; i++)
        {
            await _queue.AddAsync(new ExportRequest { MailboxId = "mailbox", ItemId = $"item {_added++}" }, CancellationToken.None);
        }
    }
}
