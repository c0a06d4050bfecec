using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph.Items;
using MailboxImportExport.Model;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Sandbox.Tenant;
using MailboxImportExport.Transfer;
using MailboxImportExport.Transfer.Copy;
using MailboxImportExport.Transfer.Export;
using MailboxImportExport.Transfer.Spool;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Transfer.Copy;

/// <summary>A copy whose time is over before its end.</summary>
public sealed class CopyTimeTests : IAsyncLifetime
{
    private const int Items = 600;

    private static readonly TimeSpan Length = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly DirectoryInfo _path = Directory.CreateTempSubdirectory("mie-");
    private readonly RecordingLog _log = new();
    private ConnectedSandbox _sandbox = null!;
    private SandboxFolder _source = null!;

    private SandboxMailbox Chika => _sandbox.Mailbox(ConnectedSandbox.Chika);

    private SandboxMailbox Bruno => _sandbox.Mailbox(ConnectedSandbox.Bruno);

    public async ValueTask InitializeAsync()
    {
        _sandbox = await ConnectedSandbox.StartAsync(_time);
        _source = Chika.AddFolder("Timed");
        Chika.AddItems(_source, Items, size: 100);
    }

    public async ValueTask DisposeAsync()
    {
        await _sandbox.DisposeAsync();
        _path.Delete(recursive: true);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task BeginsNothingMoreAndGoesOnWithTheSameLine(bool move)
    {
        _sandbox.Gates.PassDuring(CallKind.ImportItem, _time, Length);

        MailboxTransferSummary first = await RunAsync(Length, move);

        first.Verdict.ShouldBe(TransferVerdict.Partial);
        first.Reasons.ShouldContain(static r => r.Contains("-MaxDuration (00:05:00)"));
        first.FailedCount.ShouldBe(0);
        first.Done.ShouldBeInRange(1, Items - 1);
        first.Removed.ShouldBe(move ? first.Done : 0);
        _source.Items.Count.ShouldBe(Items - (int)first.Removed);

        MailboxTransferSummary second = await RunAsync(null, move);

        second.Verdict.ShouldBe(TransferVerdict.Complete);
        Bruno.Folder("Timed").Items.Count.ShouldBe(Items);
        _source.Items.Count.ShouldBe(move ? 0 : Items);
    }

    [Fact]
    public async Task GivesUpWhatStillRunsWhenItHadAMinuteMore()
    {
        GateBlock block = _sandbox.Gates.Block(CallKind.ImportItem);
        Task<MailboxTransferSummary> run = RunAsync(Length, move: false);
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

    private async Task<MailboxTransferSummary> RunAsync(TimeSpan? length, bool move)
    {
        using TimeAllowance allowance = new(length, _time);
        CopyOptions options = new()
        {
            Target = Identity(Bruno),
            KeepsTree = true,
            CreateFolder = true,
            Move = move,
            RemovesByFolder = true,
            JournalPath = Path.Combine(_path.FullName, "import.jsonl"),
        };
        NoOutput<ImportedMailboxItem> output = new();
        Progress<TransferProgress> progress = new();
        using CopyTarget target = await CopyTarget.OpenAsync(_sandbox.Connection, options, output, progress, _log, CancellationToken.None);
        using SpoolTarget spool = new(new SpoolBudget(), _path.FullName, SpoolTarget.DefaultLimit);
        using SpoolTarget proofs = new(new SpoolBudget(), _path.FullName, SpoolTarget.DefaultLimit);
        using CopyRun run = new(_sandbox.Connection, target, options, spool, move ? proofs : null, output, progress, _log, new ExportOptions { Allowance = allowance });
        ItemListRequest listing = new() { Store = _sandbox.Store(Chika), Folder = new FolderIdentity { Text = "Timed" } };
        await run.RunAsync(new[] { new ExportSource { Mailbox = Identity(Chika), Listing = listing } }.ToAsyncEnumerable(), CancellationToken.None);
        return run.Summaries("Copy-MailboxContent").ShouldHaveSingleItem();
    }

    private static MailboxIdentity Identity(SandboxMailbox mailbox) => new() { MailboxId = mailbox.Id, Text = mailbox.Id };
}
