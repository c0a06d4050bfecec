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
using MailboxImportExport.Tests.ItemFolder;
using MailboxImportExport.Transfer.Export;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Transfer.Export;

/// <summary>An export to a drive that has no room.</summary>
public sealed class ExportSpaceTests : IAsyncLifetime
{
    private const int Items = 100;

    private readonly DirectoryInfo _path = Directory.CreateTempSubdirectory("mie-");
    private readonly RecordingLog _log = new();
    private ConnectedSandbox _sandbox = null!;
    private readonly TestDrive _drive = new();

    public async ValueTask InitializeAsync()
    {
        _sandbox = await ConnectedSandbox.StartAsync();
        Chika.AddItems(Chika.AddFolder("Full"), Items, size: 100);
    }

    public async ValueTask DisposeAsync()
    {
        await _sandbox.DisposeAsync();
        _path.Delete(recursive: true);
    }

    private SandboxMailbox Chika => _sandbox.Mailbox(ConnectedSandbox.Chika);

    [Fact]
    public async Task EndsBeforeTheFirstByteWhenTheDriveIsTooSmall()
    {
        _drive.Free = 1000;

        (MailboxImportExportException? failure, MailboxTransferSummary summary) = await RunAsync();

        failure.ShouldNotBeNull().Kind.ShouldBe(FailureKind.FileNotWritable);
        failure.Message.ShouldContain(_path.FullName);
        failure.Message.ShouldContain("1,000 bytes free");
        summary.Verdict.ShouldBe(TransferVerdict.Partial);
        summary.Reasons.ShouldContain(failure.Message);
        _sandbox.Requests.Count(CallKind.ExportItems).ShouldBe(0);
    }

    [Fact]
    public async Task GoesOnWithTheSameLineWhenThereIsRoom()
    {
        _drive.Free = 1000;
        await RunAsync();
        _drive.Free = long.MaxValue;

        (MailboxImportExportException? failure, MailboxTransferSummary summary) = await RunAsync();

        failure.ShouldBeNull();
        summary.Verdict.ShouldBe(TransferVerdict.Complete);
        summary.Done.ShouldBe(Items);
    }

    [Fact]
    public async Task EndsCleanlyAndGoesOnWhenTheShareIsLostInTheMiddle()
    {
        _drive.CreatesUntilLost = 30;

        (MailboxImportExportException? failure, MailboxTransferSummary summary) = await RunAsync();

        failure.ShouldNotBeNull().Kind.ShouldBe(FailureKind.FileNotWritable);
        failure.Message.ShouldContain(_path.FullName);
        summary.Verdict.ShouldBe(TransferVerdict.Partial);
        summary.Pending.ShouldBeGreaterThan(0);

        _drive.CreatesUntilLost = int.MaxValue;
        MailboxTransferSummary second = (await RunAsync()).Summary;

        second.Verdict.ShouldBe(TransferVerdict.Complete);
        second.Skipped.ShouldBeGreaterThan(0);
        (second.Skipped + second.Done).ShouldBe(Items);
    }

    [Fact]
    public async Task AsksNothingWhereTheSystemDoesNotTell()
    {
        _drive.Free = null;

        (await RunAsync()).Failure.ShouldBeNull();
    }

    [Fact]
    public async Task WarnsWithBothNumbersWhenTheMailboxWillNotFit()
    {
        using ItemFolderWriter folder = Open();
        _drive.Free = 1000;

        await new SpaceForecast(_sandbox.Connection, folder, _log).CheckAsync(Listing, CancellationToken.None);

        string warning = _log.Warnings.ShouldHaveSingleItem();
        warning.ShouldContain("1,000 free");
        warning.ShouldContain(_path.FullName);
    }

    [Fact]
    public async Task DoesNotWarnOfWhatIsThereAlready()
    {
        await RunAsync();
        using ItemFolderWriter folder = Open();
        long reported = Chika.Folder("Full").Items.Sum(static i => i.Size);
        _drive.Free = FreeSpace.Reserve + Math.Max(0, reported - folder.BytesOf(Chika.Id));

        await new SpaceForecast(_sandbox.Connection, folder, _log).CheckAsync(Listing, CancellationToken.None);

        folder.BytesOf(Chika.Id).ShouldBeGreaterThan(0);
        _log.Warnings.ShouldBeEmpty();
    }

    private ItemListRequest Listing => new() { Store = _sandbox.Store(Chika), Folder = new FolderIdentity { Text = "Full" } };

    private ItemFolderWriter Open() => ItemFolderWriter.OpenFolder(_path.FullName, _drive, verify: false, TimeProvider.System, _log, CancellationToken.None);

    private async Task<(MailboxImportExportException? Failure, MailboxTransferSummary Summary)> RunAsync()
    {
        using ItemFolderWriter folder = Open();
        FolderTarget target = new(folder, readableNames: false);
        ExportRun run = new(_sandbox.Connection, target, folder, new NoOutput<ExportedMailboxItem>(), new Progress<TransferProgress>(), _log);
        ExportSource source = new() { Mailbox = new MailboxIdentity { MailboxId = Chika.Id, Text = Chika.Id }, Listing = Listing };
        MailboxImportExportException? failure = null;
        try
        {
            await run.RunAsync(new[] { source }.ToAsyncEnumerable(), CancellationToken.None);
        }
        catch (MailboxImportExportException e)
        {
            failure = e;
        }

        return (failure, run.Summaries("Export-MailboxItem").ShouldHaveSingleItem());
    }
}
