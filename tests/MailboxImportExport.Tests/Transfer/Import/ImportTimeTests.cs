using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph.Items;
using MailboxImportExport.ItemFolder;
using MailboxImportExport.Model;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Sandbox.Tenant;
using MailboxImportExport.Transfer;
using MailboxImportExport.Transfer.Export;
using MailboxImportExport.Transfer.Import;
using MailboxImportExport.Transfer.Spool;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Transfer.Import;

/// <summary>An import whose time is over before its end.</summary>
public sealed class ImportTimeTests : IAsyncLifetime
{
    private const int Items = 60;

    private static readonly TimeSpan Length = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly DirectoryInfo _path = Directory.CreateTempSubdirectory("mie-");
    private readonly RecordingLog _log = new();
    private ConnectedSandbox _sandbox = null!;
    private SandboxFolder _into = null!;

    public async ValueTask InitializeAsync()
    {
        _sandbox = await ConnectedSandbox.StartAsync(_time);
        Chika.AddItems(Chika.AddFolder("Timed"), Items, size: 100);
        _into = Chika.AddFolder("Into");
        await ExportAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _sandbox.DisposeAsync();
        _path.Delete(recursive: true);
    }

    private SandboxMailbox Chika => _sandbox.Mailbox(ConnectedSandbox.Chika);

    [Fact]
    public async Task SendsNothingMoreAndGoesOnWithTheSameLine()
    {
        // The other lanes wait for it: however slow the first call is, no lane has got further than its first.
        TaskCompletionSource passed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        for (int i = 0; i < Items; i++)
        {
            bool isFirst = i == 0;
            _sandbox.Gates.OnNext(CallKind.ImportItem, async _ =>
            {
                if (isFirst)
                {
                    _time.Advance(Length);
                    passed.SetResult();
                }

                await passed.Task.WaitAsync(Guard);
            });
        }

        MailboxTransferSummary first = await RunAsync(Length);

        first.Verdict.ShouldBe(TransferVerdict.Partial);
        first.Reasons.ShouldContain(static r => r.Contains("-MaxDuration (00:05:00)"));
        first.Requested.ShouldBe(Items);
        first.FailedCount.ShouldBe(0);
        first.Done.ShouldBeInRange(1, 4);
        first.Pending.ShouldBe(Items - first.Done);

        MailboxTransferSummary second = await RunAsync(null);

        second.Verdict.ShouldBe(TransferVerdict.Complete);
        second.Skipped.ShouldBe(first.Done);
        Below().ShouldBe(Items);
    }

    [Fact]
    public async Task GivesUpWhatStillRunsWhenItHadAMinuteMore()
    {
        GateBlock block = _sandbox.Gates.Block(CallKind.ImportItem);
        Task<MailboxTransferSummary> run = RunAsync(Length);
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

    // The folders of an export folder are kept below the target.
    private int Below() => Chika.Folder("Into/Timed").Items.Count + _into.Items.Count;

    private async Task ExportAsync()
    {
        ItemListRequest listing = new() { Store = _sandbox.Store(Chika), Folder = new FolderIdentity { Text = "Timed" } };
        using ItemFolderWriter folder = ItemFolderWriter.OpenFolder(_path.FullName, new ItemFolderFiles(), verify: false, _time, _log, CancellationToken.None);
        ExportRun run = new(_sandbox.Connection, new FolderTarget(folder, readableNames: false), folder, new NoOutput<ExportedMailboxItem>(), new Progress<TransferProgress>(), _log);
        await run.RunAsync(new[] { new ExportSource { Mailbox = Identity, Listing = listing } }.ToAsyncEnumerable(), CancellationToken.None);
    }

    private async Task<MailboxTransferSummary> RunAsync(TimeSpan? length)
    {
        using TimeAllowance allowance = new(length, _time);
        using ClaimedHandles handles = new();
        ImportOptions options = new()
        {
            Target = Identity,
            Folder = new FolderIdentity { Text = "Into" },
            CreateFolder = true,
            Allowance = allowance,
            JournalPath = Path.Combine(_path.FullName, "import.jsonl"),
        };
        using ImportRun run = new(_sandbox.Connection, options, handles, new NoOutput<ImportedMailboxItem>(), new Progress<TransferProgress>(), _log);
        await run.RunAsync(new[] { new ImportSource { Path = _path.FullName } }.ToAsyncEnumerable(), CancellationToken.None);
        return run.Summaries("Import-MailboxItem").ShouldHaveSingleItem();
    }

    private MailboxIdentity Identity => new() { MailboxId = Chika.Id, Text = Chika.Id };

    private sealed class NoOutput<T> : ITransferOutput<T>
    {
        public Task ItemAsync(T item) => Task.CompletedTask;

        public Task FailedAsync(MailboxImportExportException failure, object target) => Task.CompletedTask;
    }
}
