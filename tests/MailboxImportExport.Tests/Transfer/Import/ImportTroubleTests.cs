using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using MailboxImportExport.ItemFolder;
using MailboxImportExport.Model;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Tests.ItemFolder;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Transfer.Import;

/// <summary>Imports in which something around the items goes wrong.</summary>
public sealed class ImportTroubleTests : IAsyncLifetime
{
    private ExportedFolder _folder = null!;

    public async ValueTask InitializeAsync() => _folder = await ExportedFolder.CreateAsync();

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Theory]
    [InlineData(403, "ErrorAccessDenied")]
    [InlineData(400, "ErrorInvalidRequest")]
    public async Task GoesOnWithTheOtherFoldersWhenOneCannotBeMade(int status, string code)
    {
        await using ExportedFolder folder = await ExportedFolder.CreateAsync(fill: static (mailbox, source) =>
        {
            mailbox.AddItems(source, 3, size: 100);
            mailbox.AddItems(mailbox.AddFolder("Other"), 2, size: 100, seed: 2);
        });
        await folder.ExportAsync("Other");

        // The first that is made is the one of the name that comes first.
        ScriptedAnswer.Graph(status, code).To(folder.Sandbox.Gates, CallKind.CreateFolder, times: 1);

        MailboxTransferSummary summary = await folder.ImportAsync();

        summary.Requested.ShouldBe(5);
        summary.Done.ShouldBe(3);
        summary.FailedCount.ShouldBe(2);
        summary.Verdict.ShouldBe(TransferVerdict.Partial);
        summary.Reasons.ShouldContain(static r => r.Contains("'Into/Other'", StringComparison.Ordinal) && r.Contains("could not be made", StringComparison.Ordinal));
        folder.Target.Items.Count.ShouldBe(3);
    }

    [Fact]
    public async Task SaysThatALineOfTheManifestCannotBeRead()
    {
        string manifest = new ItemFolderLayout(_folder.FullPath).Manifest;
        string[] lines = File.ReadAllLines(manifest);
        lines[7] = "nonsense";
        File.WriteAllText(manifest, string.Concat(lines.Select(static l => l + "\n")));

        MailboxTransferSummary summary = await _folder.ImportAsync();

        summary.Requested.ShouldBe(ExportedFolder.Items - 1);
        summary.Verdict.ShouldBe(TransferVerdict.Partial);
        summary.Reasons.ShouldHaveSingleItem().ShouldContain("1 of its lines cannot be read: an item may be missing, or be there in an older version only");
    }

    [Fact]
    public async Task EndsPartialAndGoesOnWhenTheJournalCannotBeWrittenAnyMore()
    {
        TestDrive disk = new();
        disk.FailAt(DriveStep.WriteLine, "import.jsonl", after: 61);
        _folder.Options = _folder.Options with { Files = disk, MakeCopies = true };

        MailboxImportExportException e = await Should.ThrowAsync<MailboxImportExportException>(() => _folder.ImportAsync());

        e.Kind.ShouldBe(FailureKind.FileNotWritable);
        e.Target.ShouldBe(_folder.Journal);
        File.ReadAllText(_folder.Journal).ShouldEndWith("\n");
        _folder.Arrived.ShouldBeInRange(20, ExportedFolder.Items - 1);

        disk.Recover();
        MailboxTransferSummary second = await _folder.ImportAsync();

        second.Verdict.ShouldBe(TransferVerdict.Complete);
        (second.Done + second.Skipped).ShouldBe(ExportedFolder.Items);
        _folder.Arrived.ShouldBe(ExportedFolder.Items);
    }

    [Fact]
    public async Task ListsTheTargetAgainWhenTheServiceWasInTroubleTheFirstTime()
    {
        ScriptedAnswer.Graph(503, "ErrorServerUnavailable").To(_folder.Sandbox.Gates, CallKind.ListItems, ConnectedSandbox.WithoutPauses.Attempts);

        MailboxTransferSummary summary = await _folder.ImportAsync();

        // Those that were waiting for the listing, and no more.
        summary.FailedCount.ShouldBeInRange(1, 4);
        summary.Done.ShouldBe(ExportedFolder.Items - summary.FailedCount);
    }
}
