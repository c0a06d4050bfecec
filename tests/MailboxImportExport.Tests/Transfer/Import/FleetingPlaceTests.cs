using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using MailboxImportExport.ItemFolder;
using MailboxImportExport.Model;
using MailboxImportExport.Transfer.Import;
using MailboxImportExport.Transfer.Import.Journal;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Transfer.Import;

/// <summary>Imports on hosts whose disk ends with the job, or has no place for a journal at all.</summary>
[Collection(nameof(WholeProcess))]
public sealed class FleetingPlaceTests : IAsyncLifetime
{
    private const string Target = "MBX:1@2";

    private static readonly JournalSource Source = new() { MailboxId = "MBX:3@2", ItemId = "a", ChangeKey = "1" };

    private readonly DirectoryInfo _other = Directory.CreateTempSubdirectory("mie-");
    private readonly string? _data = Environment.GetEnvironmentVariable("XDG_DATA_HOME");
    private ExportedFolder _folder = null!;

    private string File => Path.Combine(_other.FullName, "single.fts");

    public async ValueTask InitializeAsync()
    {
        _folder = await ExportedFolder.CreateAsync();
        System.IO.File.Copy(Directory.GetFiles(new ItemFolderLayout(_folder.FullPath).ItemsFolder, "*.fts", SearchOption.AllDirectories)[0], File);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (string name in new[] { "AUTOMATION_ASSET_ACCOUNTID", "AUTOMATION_ASSET_SANDBOX_ID", "FUNCTIONS_WORKER_RUNTIME" })
        {
            Environment.SetEnvironmentVariable(name, null);
        }

        Environment.SetEnvironmentVariable("XDG_DATA_HOME", _data);
        await _folder.DisposeAsync();
        _other.Delete(recursive: true);
    }

    [Theory]
    [InlineData("AUTOMATION_ASSET_ACCOUNTID")]
    [InlineData("AUTOMATION_ASSET_SANDBOX_ID")]
    [InlineData("FUNCTIONS_WORKER_RUNTIME")]
    public void SaysOnceThatTheJournalEndsWithTheJob(string variable)
    {
        Environment.SetEnvironmentVariable(variable, "x");
        using ImportJournals journals = Open();

        journals.Of(Source, null, Target)!.IsFleeting.ShouldBeTrue();
        journals.Of(Source with { MailboxId = "MBX:4@2" }, null, Target)!.IsFleeting.ShouldBeTrue();

        _folder.Log.Warnings.ShouldHaveSingleItem().ShouldContain("the disk of this host ends with the job");
    }

    [Fact]
    public void SaysOnceThatThereIsNoPlaceForAJournal()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("The place cannot be moved.");
            return;
        }

        Environment.SetEnvironmentVariable("XDG_DATA_HOME", "/proc/none");
        using ImportJournals journals = Open();

        journals.Of(Source, null, Target).ShouldBeNull();
        journals.Of(Source with { MailboxId = "MBX:4@2" }, null, Target).ShouldBeNull();

        _folder.Log.Warnings.ShouldHaveSingleItem().ShouldContain("there is no local application data");
    }

    [Fact]
    public async Task ReplacesNothingWhereWhatIsReplacedWouldEndWithTheJob()
    {
        (await _folder.ImportAsync()).Done.ShouldBe(ExportedFolder.Items);
        Environment.SetEnvironmentVariable("AUTOMATION_ASSET_SANDBOX_ID", "x");
        _folder.Options = _folder.Options with { Replaces = true, JournalPath = null, Folder = new FolderIdentity { Text = "Into/Source" } };

        MailboxTransferSummary summary = await _folder.ImportAsync([new ImportSource { Path = File }]);

        summary.Failed.ShouldHaveSingleItem().Message.ShouldContain("no place to keep the version");
        _folder.Sandbox.Server.Tenant.Received.Select(static r => r.Mode).Distinct().ShouldBe(["create"]);

        _folder.Options = _folder.Options with { JournalPath = _folder.Journal };
        (await _folder.ImportAsync([new ImportSource { Path = File }])).Replaced.ShouldBe(1);
    }

    private ImportJournals Open() => new(_folder.Sandbox.Connection, JournalMode.Skip, null, new ItemFolderFiles(), _folder.Log);
}
