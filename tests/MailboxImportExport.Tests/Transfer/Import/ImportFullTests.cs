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
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Transfer.Import;

/// <summary>An import into a mailbox that has no room.</summary>
public sealed class ImportFullTests : IAsyncLifetime
{
    private const int Items = 60;

    private readonly DirectoryInfo _path = Directory.CreateTempSubdirectory("mie-");
    private readonly RecordingLog _log = new();
    private ConnectedSandbox _sandbox = null!;
    private SandboxFolder _into = null!;

    public async ValueTask InitializeAsync()
    {
        _sandbox = await ConnectedSandbox.StartAsync();
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

    [Theory]
    [InlineData(507, "{ \"Message\": \"Full.\" }")]
    [InlineData(403, "{ \"error\": { \"code\": \"ErrorQuotaExceeded\", \"message\": \"Full.\" } }")]
    public async Task EndsTheMailboxAndGoesOnWhenThereIsRoom(int status, string body)
    {
        bool isFull = true;
        ScriptedAnswer refusal = new(status, body);
        for (int i = 0; i < 2 * Items; i++)
        {
            _sandbox.Gates.OnNext(CallKind.ImportItem, _ => isFull ? Task.FromException(refusal) : Task.CompletedTask);
        }

        MailboxTransferSummary first = await RunAsync();

        first.Verdict.ShouldBe(TransferVerdict.Partial);
        first.FailedCount.ShouldBe(Items);
        FailedMailboxItem failed = first.Failed[0];
        failed.Reason.ShouldBe(FailureKind.MailboxFull);
        failed.Message.ShouldContain($"{Chika.Id} is full");
        failed.Message.ShouldMatch("needs [0-9,]+ bytes");
        _sandbox.Requests.Count(CallKind.ImportItem).ShouldBeLessThanOrEqualTo(4);

        isFull = false;
        MailboxTransferSummary second = await RunAsync();

        second.Verdict.ShouldBe(TransferVerdict.Complete);
        second.Done.ShouldBe(Items);
        Below().ShouldBe(Items);
    }

    // The folders of an export folder are kept below the target.
    private int Below() => Chika.Folder("Into/Timed").Items.Count + _into.Items.Count;

    private async Task ExportAsync()
    {
        ItemListRequest listing = new() { Store = _sandbox.Store(Chika), Folder = new FolderIdentity { Text = "Timed" } };
        using ItemFolderWriter folder = ItemFolderWriter.OpenFolder(_path.FullName, new ItemFolderFiles(), verify: false, TimeProvider.System, _log, CancellationToken.None);
        ExportRun run = new(_sandbox.Connection, new FolderTarget(folder, readableNames: false), folder, new NoOutput<ExportedMailboxItem>(), new Progress<TransferProgress>(), _log);
        await run.RunAsync(new[] { new ExportSource { Mailbox = Identity, Listing = listing } }.ToAsyncEnumerable(), CancellationToken.None);
    }

    private async Task<MailboxTransferSummary> RunAsync()
    {
        using ClaimedHandles handles = new();
        ImportOptions options = new()
        {
            Target = Identity,
            Folder = new FolderIdentity { Text = "Into" },
            CreateFolder = true,
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
