using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Sandbox.Tenant;
using MailboxImportExport.Transfer;
using MailboxImportExport.Transfer.Export;
using MailboxImportExport.Transfer.Measure;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Transfer.SingleFaults;

/// <summary>What an answer has delivered before it breaks is kept, and only the rest is asked for again.</summary>
public sealed class BrokenAnswerTests : IAsyncLifetime
{
    private const int Count = 20;
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);
    private readonly SkippingTime _time = new();
    private readonly Ledger _ledger = new();
    private readonly ConcurrentQueue<string> _exported = new();
    private ConnectedSandbox _sandbox = null!;

    private SandboxMailbox Chika => _sandbox.Mailbox(ConnectedSandbox.Chika);

    public async ValueTask InitializeAsync() => _sandbox = await ConnectedSandbox.StartAsync(
        _time,
        transport: ConnectedSandbox.WithoutPauses with { AnswerTimeout = TimeSpan.FromDays(2), IdleTimeout = TimeSpan.FromDays(1), TotalTime = TimeSpan.FromDays(20) },
        tokenLifetime: TimeSpan.FromDays(1000));

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    [Theory]
    [InlineData(nameof(FaultKind.CutInBody), 100)]
    [InlineData(nameof(FaultKind.CutInBody), 8000)]
    [InlineData(nameof(FaultKind.TruncatedBody), 100)]
    [InlineData(nameof(FaultKind.TruncatedBody), 8000)]
    [InlineData(nameof(FaultKind.MalformedBody), 100)]
    [InlineData(nameof(FaultKind.MalformedBody), 8000)]
    [InlineData(nameof(FaultKind.StallInBody), 100)]
    [InlineData(nameof(FaultKind.StallInBody), 8000)]
    public async Task AsksForTheRestOnlyWhenTheBodyBreaks(string kind, int size)
    {
        await ExportAsync(Enum.Parse<FaultKind>(kind), size);

        IReadOnlyList<string>[] asked = [.. _sandbox.Requests.ExportCalls.Select(static call => call.ItemIds)];
        asked.Length.ShouldBe(2);
        asked[0].Count.ShouldBe(Count);
        asked[1].Count.ShouldBeInRange(1, Count - 1);

        // In the order of the answer, those behind the break.
        asked[1].ShouldBe(asked[0].Skip(Count - asked[1].Count));
        _exported.ShouldBe(asked[0]);
        _ledger.Done.ShouldBe(Count);
    }

    [Theory]
    [InlineData(nameof(FaultKind.AnswerLost))]
    [InlineData(nameof(FaultKind.Stall))]
    public async Task AsksForEverythingAgainWhenNothingCame(string kind)
    {
        await ExportAsync(Enum.Parse<FaultKind>(kind), 100);

        // Of a call that stalls nobody reads the body.
        _sandbox.Requests.Count(CallKind.ExportItems).ShouldBe(2);
        _sandbox.Requests.ExportCalls[^1].ItemIds.Count.ShouldBe(Count);
        _exported.ShouldBe(_sandbox.Requests.ExportCalls[^1].ItemIds);
        _ledger.Done.ShouldBe(Count);
    }

    private async Task ExportAsync(FaultKind fault, int size)
    {
        using WeighingTarget target = new();
        MailboxExport export = new(_sandbox.Connection, Chika.Id, target, _sandbox.Log, _ledger, outcome =>
        {
            outcome.Failure.ShouldBeNull();
            _exported.Enqueue(outcome.Request.ItemId);
            return Task.CompletedTask;
        });
        foreach (SandboxItem item in Chika.AddItems(Chika.AddFolder("Many"), Count, size))
        {
            _ledger.Request();
            await export.AddAsync(new ExportRequest { MailboxId = Chika.Id, ItemId = item.Id }, CancellationToken.None);
        }

        export.Complete();
        _sandbox.Server.Faults.OnNext(CallKind.ExportItems, fault);
        Task run = Task.WhenAll(export.Start(CancellationToken.None).Take(1));
        if (fault is FaultKind.Stall or FaultKind.StallInBody)
        {
            await _sandbox.Server.Faults.WaitUntilStalledAsync().WaitAsync(Guard);
            _time.LapseWhenAlone(fault == FaultKind.Stall ? TimeSpan.FromDays(2) : TimeSpan.FromDays(1));
        }

        await run.WaitAsync(Guard);
        _sandbox.Server.Faults.Count(fault).ShouldBe(1);
    }
}
