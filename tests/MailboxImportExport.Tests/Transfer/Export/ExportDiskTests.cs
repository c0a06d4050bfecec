using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph.Items;
using MailboxImportExport.ItemFolder;
using MailboxImportExport.Model;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Sandbox.Tenant;
using MailboxImportExport.Tests.ItemFolder;
using MailboxImportExport.Transfer;
using MailboxImportExport.Transfer.Export;
using MailboxImportExport.Transfer.Log;
using MailboxImportExport.Transfer.Spool;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Transfer.Export;

/// <summary>A disk that is full, or a share that is lost, at each step: the run ends cleanly, and the same line goes on when it is back.</summary>
public sealed class ExportDiskTests : IAsyncLifetime
{
    private const int Items = 30;

    private readonly DirectoryInfo _path = Directory.CreateTempSubdirectory("mie-");
    private readonly TestDrive _drive = new();
    private readonly RecordingLog _log = new();
    private ConnectedSandbox _sandbox = null!;

    private SandboxMailbox Chika => _sandbox.Mailbox(ConnectedSandbox.Chika);

    public async ValueTask InitializeAsync()
    {
        _sandbox = await ConnectedSandbox.StartAsync();
        SandboxFolder first = Chika.AddFolder("Full");
        Chika.AddItems(first, Items, size: 100);
        Chika.AddLargeItem(first, 400_000);
        Chika.AddItems(Chika.AddFolder("Full/Below"), 5, size: 100, seed: 3);
    }

    public async ValueTask DisposeAsync()
    {
        await _sandbox.DisposeAsync();
        _path.Delete(recursive: true);
    }

    [Theory]
    [InlineData((int)DriveStep.Create, ".fts", 10)]
    [InlineData((int)DriveStep.WriteFile, ".fts", 10)]
    [InlineData((int)DriveStep.Create, ".part", 1)]
    [InlineData((int)DriveStep.WriteFile, ".part", 2)]
    [InlineData((int)DriveStep.Rename, ".fts", 0)]
    [InlineData((int)DriveStep.OpenLines, "manifest.jsonl", 0)]
    [InlineData((int)DriveStep.WriteLine, "manifest.jsonl", 10)]
    [InlineData((int)DriveStep.Create, "folders.json.part", 0)]
    [InlineData((int)DriveStep.WriteFile, "folders.json.part", 0)]
    [InlineData((int)DriveStep.Rename, "folders.json", 0)]
    [InlineData((int)DriveStep.Rename, "folders.json", 1)]
    public async Task EndsCleanlyAndGoesOnWithTheSameLine(int step, string file, int after)
    {
        _drive.FailAt((DriveStep)step, file, after);

        (Exception? failure, MailboxTransferSummary first) = await RunAsync();

        failure.ShouldBeOfType<MailboxImportExportException>().Kind.ShouldBe(FailureKind.FileNotWritable);
        failure.Message.ShouldContain(_path.FullName);
        first.Verdict.ShouldBe(TransferVerdict.Partial);
        first.Reasons.ShouldContain(failure.Message);
        first.FailedCount.ShouldBe(0);
        CheckFolder().ShouldBe((int)first.Done);

        _drive.Recover();
        MailboxTransferSummary second = (await RunAsync()).Summary;

        second.Verdict.ShouldBe(TransferVerdict.Complete);
        second.Skipped.ShouldBe(first.Done);
        (second.Skipped + second.Done).ShouldBe(Items + 6);
        CheckFolder().ShouldBe(Items + 6);
        File.ReadAllText(Path.Combine(_path.FullName, "folders.json")).ShouldContain("Full/Below");
    }

    [Theory]
    [InlineData((int)DriveStep.WriteFile, ".fts")]
    [InlineData((int)DriveStep.WriteFile, ".part")]
    public async Task SaysHowManyBytesWereToBeWritten(int step, string file)
    {
        _drive.FailAt((DriveStep)step, file, file == ".part" ? 2 : 0);

        (await RunAsync()).Failure.ShouldNotBeNull().Message.ShouldMatch(@"\([\d,]+ bytes were to be\)");
    }

    [Fact]
    public async Task EndsCleanlyWhenTheManifestIsLostBeforeItIsReadAgain()
    {
        await RunAsync();
        string manifest = Path.Combine(_path.FullName, "manifest.jsonl");
        _sandbox.Gates.OnNext(CallKind.ListItems, _ =>
        {
            File.Move(manifest, manifest + ".lost");
            return Task.CompletedTask;
        });

        (Exception? failure, MailboxTransferSummary summary) = await RunAsync();

        failure.ShouldBeOfType<MailboxImportExportException>().Kind.ShouldBe(FailureKind.FileNotWritable);
        failure.Message.ShouldContain("can no longer be read");
        summary.Verdict.ShouldBe(TransferVerdict.Partial);
        _sandbox.Requests.ExportCalls.Sum(static c => c.ItemIds.Count).ShouldBe(Items + 6);
    }

    [Fact]
    public async Task AsksForNothingAgainThatCannotBeKept()
    {
        _drive.FailAt(DriveStep.WriteFile, ".fts");

        await RunAsync();

        _sandbox.Requests.Count(CallKind.ExportItems).ShouldBeLessThanOrEqualTo(4);
    }

    [Theory]
    [InlineData(11)]
    [InlineData(Items + 6)]
    public async Task EndsCleanlyWhenTheLogIsFull(int lines)
    {
        string path = Path.Combine(_path.FullName, "run.log");
        TestDrive other = new();
        other.FailAt(DriveStep.WriteLine, "run.log", after: lines);
        (Exception? failure, MailboxTransferSummary summary) = await RunAsync(TransferLog.Open(path, _sandbox.Connection, "Export-MailboxItem", files: other));

        failure.ShouldBeOfType<MailboxImportExportException>().Message.ShouldContain(path);
        summary.Verdict.ShouldBe(TransferVerdict.Partial);
        summary.Reasons.ShouldContain(failure.Message);
        File.ReadAllLines(path).Length.ShouldBe(lines);
        File.ReadAllLines(path).ShouldAllBe(static line => JsonDocument.Parse(line, default).RootElement.ValueKind == JsonValueKind.Object);
    }

    [Fact]
    public async Task EndsCleanlyWhenTheSpoolIsFull()
    {
        _drive.FailAt(DriveStep.WriteFile, "spool", after: 2);
        using SpoolTarget target = new(new SpoolBudget(), _path.FullName, SpoolTarget.DefaultLimit, folder => new SpoolFile(_drive.Create(Path.Combine(folder, "spool")), folder));

        (Exception? failure, MailboxTransferSummary summary) = await RunAsync(target, null, null);

        failure.ShouldBeOfType<MailboxImportExportException>().Kind.ShouldBe(FailureKind.FileNotWritable);
        failure.Message.ShouldContain(_path.FullName);
        summary.Verdict.ShouldBe(TransferVerdict.Partial);
        summary.Reasons.ShouldContain(failure.Message);
    }

    [Fact]
    public async Task IsPartialByAFaultThatNobodyForesaw()
    {
        using SpoolTarget target = new(new SpoolBudget(), _path.FullName, SpoolTarget.DefaultLimit);

        (Exception? failure, MailboxTransferSummary summary) = await RunAsync(target, null, null, new BrokenOutput());

        failure.ShouldBeOfType<IOException>();
        summary.Verdict.ShouldBe(TransferVerdict.Partial);
        summary.Reasons.ShouldContain("Nobody foresaw that.");
    }

    // Every line has its file, whole, and there is nothing else.
    private int CheckFolder()
    {
        HashSet<string> files = [.. Directory.EnumerateFiles(_path.FullName, "*.fts", SearchOption.AllDirectories)];
        string manifest = Path.Combine(_path.FullName, "manifest.jsonl");
        string[] lines = File.Exists(manifest) ? File.ReadAllLines(manifest) : [];
        foreach (string line in lines)
        {
            using JsonDocument document = JsonDocument.Parse(line);
            string file = Path.Combine(_path.FullName, document.RootElement.GetProperty("file").GetString()!);
            Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file))).ShouldBe(document.RootElement.GetProperty("sha256").GetString(), StringCompareShould.IgnoreCase);
        }

        return lines.Length;
    }

    private async Task<(Exception? Failure, MailboxTransferSummary Summary)> RunAsync(TransferLog? log = null)
    {
        using ItemFolderWriter folder = ItemFolderWriter.OpenFolder(_path.FullName, _drive, verify: false, TimeProvider.System, _log, CancellationToken.None);
        return await RunAsync(new FolderTarget(folder, readableNames: false), folder, log);
    }

    private async Task<(Exception? Failure, MailboxTransferSummary Summary)> RunAsync(IExportTarget target, ItemFolderWriter? folder, TransferLog? log, ITransferOutput<ExportedMailboxItem>? output = null)
    {
        using TransferLog? opened = log;
        ExportRun run = new(_sandbox.Connection, target, folder, output ?? new NoOutput<ExportedMailboxItem>(), new Progress<TransferProgress>(), _log, new ExportOptions { Log = log });
        ItemListRequest listing = new() { Store = _sandbox.Store(Chika), Folder = new FolderIdentity { Text = "Full" }, Recurse = true };
        ExportSource source = new() { Mailbox = new MailboxIdentity { MailboxId = Chika.Id, Text = Chika.Id }, Listing = listing };
        Exception? failure = null;
        try
        {
            await run.RunAsync(new[] { source }.ToAsyncEnumerable(), CancellationToken.None);
        }
        catch (Exception e) when (e is MailboxImportExportException or IOException)
        {
            failure = e;
        }

        return (failure, run.Summaries("Export-MailboxItem").ShouldHaveSingleItem());
    }

    private sealed class BrokenOutput : ITransferOutput<ExportedMailboxItem>
    {
        public Task ItemAsync(ExportedMailboxItem item) => throw new IOException("Nobody foresaw that.");

        public Task FailedAsync(MailboxImportExportException failure, object target) => Task.CompletedTask;
    }
}
