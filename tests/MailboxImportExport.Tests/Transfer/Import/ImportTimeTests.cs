using System;
using System.Threading.Channels;
using System.Threading.Tasks;
using MailboxImportExport.Model;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Transfer;
using MailboxImportExport.Transfer.Import;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Transfer.Import;

/// <summary>An import whose time is over before its end.</summary>
public sealed class ImportTimeTests : IAsyncLifetime
{
    private static readonly TimeSpan Length = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.Zero));
    private ExportedFolder _folder = null!;

    public async ValueTask InitializeAsync() => _folder = await ExportedFolder.CreateAsync(_time);

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public async Task SendsNothingMoreAndGoesOnWithTheSameLine()
    {
        _folder.Sandbox.Gates.PassDuring(CallKind.ImportItem, _time, Length);

        MailboxTransferSummary first = await _folder.ImportAsync(Length);

        first.Verdict.ShouldBe(TransferVerdict.Partial);
        first.Reasons.ShouldContain(static r => r.Contains("-MaxDuration (00:05:00)"));
        first.Requested.ShouldBe(ExportedFolder.Items);
        first.FailedCount.ShouldBe(0);
        first.Done.ShouldBeInRange(1, 4);
        first.Pending.ShouldBe(ExportedFolder.Items - first.Done);

        MailboxTransferSummary second = await _folder.ImportAsync();

        second.Verdict.ShouldBe(TransferVerdict.Complete);
        second.Skipped.ShouldBe(first.Done);
        _folder.Arrived.ShouldBe(ExportedFolder.Items);
    }

    [Fact]
    public async Task GivesUpWhatStillRunsWhenItHadAMinuteMore()
    {
        GateBlock block = _folder.Sandbox.Gates.Block(CallKind.ImportItem);
        Task<MailboxTransferSummary> run = _folder.ImportAsync(Length);
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
    public async Task ReadsItsInputToTheEndWhateverTheTimeIs()
    {
        Channel<ImportSource> input = Channel.CreateUnbounded<ImportSource>();
        GateBlock block = _folder.Sandbox.Gates.Block(CallKind.ImportItem);
        Task<MailboxTransferSummary> run = _folder.ImportAsync(input.Reader.ReadAllAsync(), Length);
        foreach (string file in _folder.Files)
        {
            input.Writer.TryWrite(new ImportSource { Path = file });
        }

        await block.WaitUntilReachedAsync().WaitAsync(Guard);
        _time.Advance(Length);
        _time.Advance(TimeAllowance.Grace);
        input.Writer.TryWrite(new ImportSource { Path = _folder.Files[0] });
        run.IsCompleted.ShouldBeFalse();

        input.Writer.Complete();

        MailboxTransferSummary summary = await run.WaitAsync(Guard);
        block.Release();
        summary.Verdict.ShouldBe(TransferVerdict.Partial);
        summary.Reasons.ShouldContain(static r => r.Contains("-MaxDuration"));
        input.Reader.Count.ShouldBe(0);
    }
}
