using System;
using System.Linq;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;
using MailboxImportExport.Model;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Sandbox.Tenant;
using MailboxImportExport.Transfer;
using MailboxImportExport.Transfer.Export;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Transfer.Copy;

/// <summary>A copy whose time is over before its end.</summary>
public sealed class CopyTimeTests : IAsyncLifetime
{
    private const int Items = 600;
    private const int Few = 30;

    private static readonly TimeSpan Length = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.Zero));
    private ConnectedSandbox _sandbox = null!;
    private TestCopy _copy = null!;

    private SandboxMailbox Chika => _sandbox.Mailbox(ConnectedSandbox.Chika);

    private SandboxMailbox Bruno => _sandbox.Mailbox(ConnectedSandbox.Bruno);

    public async ValueTask InitializeAsync()
    {
        _sandbox = await ConnectedSandbox.StartAsync(_time);
        _copy = new TestCopy(_sandbox, _time) { Length = Length };
        Chika.AddItems(Chika.AddFolder("Timed"), Items, size: 100);
        Chika.AddItems(Chika.AddFolder("Few"), Few, size: 100);
    }

    public async ValueTask DisposeAsync()
    {
        _copy.Dispose();
        await _sandbox.DisposeAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task BeginsNothingMoreAndGoesOnWithTheSameLine(bool move)
    {
        _copy.Move = move;
        _sandbox.Gates.PassDuring(CallKind.ImportItem, _time, Length);

        MailboxTransferSummary first = await _copy.RunAsync(Chika, "Timed", Bruno);

        first.Verdict.ShouldBe(TransferVerdict.Partial);
        first.Reasons.ShouldContain(static r => r.Contains("-MaxDuration (00:05:00)"));
        first.FailedCount.ShouldBe(0);
        first.Done.ShouldBeInRange(1, Items - 1);
        first.Removed.ShouldBe(0);
        first.Kept.ShouldBe(move ? first.Done : 0);
        Chika.Folder("Timed").Items.Count.ShouldBe(Items);

        _copy.Length = null;
        MailboxTransferSummary second = await _copy.RunAsync(Chika, "Timed", Bruno);

        second.Verdict.ShouldBe(TransferVerdict.Complete);
        Bruno.Folder("Timed").Items.Count.ShouldBe(Items);
        Chika.Folder("Timed").Items.Count.ShouldBe(move ? 0 : Items);
    }

    [Fact]
    public async Task GivesUpWhatStillRunsWhenItHadAMinuteMore()
    {
        GateBlock block = _sandbox.Gates.Block(CallKind.ImportItem);
        Task<MailboxTransferSummary> run = _copy.RunAsync(Chika, "Timed", Bruno);
        await block.WaitUntilReachedAsync().WaitAsync(Guard);
        _time.Advance(Length);
        run.IsCompleted.ShouldBeFalse();

        _time.Advance(TimeAllowance.Grace);

        MailboxTransferSummary summary = await run.WaitAsync(Guard);
        block.Release();
        summary.Pending.ShouldBeGreaterThan(0);
        summary.Verdict.ShouldBe(TransferVerdict.Partial);
        summary.FailedCount.ShouldBe(0);
    }

    [Fact]
    public async Task CountsAsKeptWhatWasNotProvenInTime()
    {
        _copy.Move = true;
        TaskCompletionSource reached = HoldExportsOf(Bruno);
        Task<MailboxTransferSummary> run = _copy.RunAsync(Chika, "Few", Bruno);
        await reached.Task.WaitAsync(Guard);
        await CountImportsAsync(Few);

        _time.Advance(Length);
        _time.Advance(TimeAllowance.Grace);

        MailboxTransferSummary summary = await run.WaitAsync(Guard);
        summary.Verdict.ShouldBe(TransferVerdict.Partial);
        summary.Removed.ShouldBe(0);
        summary.Kept.ShouldBeInRange(Math.Max(1, summary.Done), Few);
        summary.Reasons.ShouldContain(static r => r.Contains("-MaxDuration"));
        Chika.Folder("Few").Items.Count.ShouldBe(Few);
    }

    [Fact]
    public async Task RemovesNothingMoreWhenItsTimeIsOver()
    {
        _copy.Move = true;
        _sandbox.Gates.PassDuring(CallKind.DeleteItem, _time, Length);

        MailboxTransferSummary summary = await _copy.RunAsync(Chika, "Few", Bruno);

        summary.Verdict.ShouldBe(TransferVerdict.Partial);
        summary.Done.ShouldBe(Few);
        summary.Removed.ShouldBeInRange(1, Few - 1);
        summary.Kept.ShouldBe(Few - summary.Removed);
        summary.Reasons.ShouldContain(static r => r.Contains("-MaxDuration"));
        Chika.Folder("Few").Items.Count.ShouldBe((int)summary.Kept);
    }

    [Fact]
    public async Task CountsWhatWasRemovedWhenTheRestIsGivenUp()
    {
        _copy.Move = true;
        for (int i = 0; i < 4; i++)
        {
            _sandbox.Gates.OnNext(CallKind.DeleteItem, static _ => Task.CompletedTask);
        }

        TaskCompletionSource reached = Hold(CallKind.DeleteItem, 20, static _ => true);
        Task<MailboxTransferSummary> run = _copy.RunAsync(Chika, "Few", Bruno);
        await reached.Task.WaitAsync(Guard);

        _time.Advance(Length);
        _time.Advance(TimeAllowance.Grace);

        MailboxTransferSummary summary = await run.WaitAsync(Guard);
        summary.Verdict.ShouldBe(TransferVerdict.Partial);
        summary.Removed.ShouldBeInRange(1, Few - Chika.Folder("Few").Items.Count);
        summary.Kept.ShouldBe(Few - summary.Removed);
        summary.Reasons.ShouldContain(static r => r.Contains("-MaxDuration"));
    }

    [Fact]
    public async Task CountsWhatComesWhenTheMinuteIsOver()
    {
        Channel<ExportSource> input = Channel.CreateUnbounded<ExportSource>();
        GateBlock block = _sandbox.Gates.Block(CallKind.ExportItems);
        Task<MailboxTransferSummary> run = _copy.RunAsync(input.Reader.ReadAllAsync(), Bruno);
        SandboxItem[] items = [.. Chika.Folder("Few").Items];
        foreach (SandboxItem item in items.Take(20))
        {
            input.Writer.TryWrite(Item(item));
        }

        await block.WaitUntilReachedAsync().WaitAsync(Guard);
        _time.Advance(Length);
        _time.Advance(TimeAllowance.Grace);
        foreach (SandboxItem item in items.Skip(20))
        {
            input.Writer.TryWrite(Item(item));
        }

        input.Writer.Complete();

        MailboxTransferSummary summary = await run.WaitAsync(Guard);
        block.Release();
        summary.Requested.ShouldBe(Few);
        summary.Pending.ShouldBe(Few);
        summary.Verdict.ShouldBe(TransferVerdict.Partial);
    }

    private ExportSource Item(SandboxItem item)
    {
        SandboxFolder folder = Chika.Folder("Few");
        MailboxContentFolder model = new() { MailboxId = Chika.Id, FolderId = folder.Id, Path = "Few", DisplayName = "Few", FolderClass = "IPF.Note" };
        return new ExportSource
        {
            Mailbox = TestCopy.Identity(Chika),
            Item = new MailboxItem { MailboxId = Chika.Id, FolderId = folder.Id, FolderPath = "Few", Folder = model, ItemId = item.Id },
        };
    }

    private TaskCompletionSource HoldExportsOf(SandboxMailbox mailbox) => Hold(CallKind.ExportItems, 40, call => call.Values["mailbox"] == mailbox.Id);

    private TaskCompletionSource Hold(CallKind kind, int calls, Func<CallContext, bool> isMeant)
    {
        TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        for (int i = 0; i < calls; i++)
        {
            _sandbox.Gates.OnNext(kind, async call =>
            {
                if (isMeant(call))
                {
                    reached.TrySetResult();
                    await Task.Delay(Timeout.InfiniteTimeSpan, call.Aborted);
                }
            });
        }

        return reached;
    }

    // The imports go on while the proofs are held; each item that has come is one that is kept.
    private async Task CountImportsAsync(int items)
    {
        using CancellationTokenSource guard = new(Guard);
        while (Bruno.Folder("Few").Items.Count < items)
        {
            await Task.Yield();
            guard.Token.ThrowIfCancellationRequested();
        }
    }
}
