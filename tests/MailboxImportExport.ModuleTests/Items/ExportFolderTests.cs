using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Security.Cryptography;
using System.Text.Json;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Mapi;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Sandbox.Shell;
using MailboxImportExport.Sandbox.Tenant;
using Shouldly;
using Xunit;

namespace MailboxImportExport.ModuleTests.Items;

public sealed class ExportFolderTests : IClassFixture<SandboxSession>
{
    private const string Id = ",MailboxImportExport.Cmdlets.ExportMailboxItemCommand";

    private readonly SandboxSession _session;
    private readonly SandboxFolder _folder;
    private readonly string _path;

    public ExportFolderTests(SandboxSession session)
    {
        _session = session;
        _folder = Support.AddFolder($"Export-{Guid.NewGuid():N}");
        _path = session.NewPath();
        _session.Server.Requests.Clear();
    }

    private SandboxMailbox Support => _session.Mailbox("support");

    private SandboxMailbox Adele => _session.Mailbox("adele");

    [Fact]
    public void KeepsEachItemAsTheServiceSentIt()
    {
        int before = _session.Server.Tenant.Exported.Count;

        Run("Export-MailboxItem adele@contoso.example -DestinationPath $path");

        IReadOnlyList<ExportedItem> sent = [.. _session.Server.Tenant.Exported.Skip(before)];
        sent.Count.ShouldBeGreaterThan(100);
        Records().Select(r => (r.ItemId, Hash(r.File))).Order().ShouldBe(sent.Select(static e => (e.ItemId, e.Sha256)).Order());
        Files().Count.ShouldBe(sent.Count);
    }

    [Fact]
    public void KeepsALargeItemAsTheServiceSentIt()
    {
        SandboxItem item = Support.AddLargeItem(_folder, 3_000_000);

        Run("Export-MailboxItem support@contoso.example -Folder $name -DestinationPath $path");

        Hash(Records().ShouldHaveSingleItem().File).ShouldBe(_session.Server.Tenant.Exported.Last(e => e.ItemId == item.Id).Sha256);
    }

    [Fact]
    public void WritesOneSummaryForEachMailbox()
    {
        Support.AddItems(_folder, 3, size: 100);

        ShellResult result = Run("'adele@contoso.example', 'support@contoso.example' | Export-MailboxItem -IncludeFolders $name, Drafts -DestinationPath $path");

        result.Output.Select(static s => s.TypeNames[0]).Distinct().ShouldBe(["MailboxImportExport.Model.MailboxTransferSummary"]);
        result.Output.Select(static s => $"{s.Properties["Mailbox"].Value} {s.Properties["Verdict"].Value} {s.Properties["Done"].Value}")
            .ShouldBe(["adele@contoso.example Complete 1", "support@contoso.example Complete 3"]);
    }

    [Fact]
    public void ShowsATableThatAPersonReads()
    {
        Support.AddItems(_folder, 3, size: 100);

        string[] lines = Run("Export-MailboxItem support@contoso.example -Folder $name -DestinationPath $path").Text.Trim('\n').Split('\n');

        lines[0].ShouldBe("Mailbox                          Verdict  Requested     Done  Skipped   Gone Failed Pending            Bytes Duration");
        lines[2].ShouldStartWith("support@contoso.example          Complete         3        3        0      0      0       0");
    }

    [Fact]
    public void WritesTheItemsTooWhenPassThruIsGiven()
    {
        Support.AddItems(_folder, 2, size: 100);

        ShellResult result = Run("Export-MailboxItem support@contoso.example -Folder $name -DestinationPath $path -PassThru");

        result.Output.Select(static o => o.TypeNames[0].Split('.')[^1]).ShouldBe(["ExportedMailboxItem", "ExportedMailboxItem", "MailboxTransferSummary"]);
        File.Exists((string)result.Output[0].Properties["File"].Value).ShouldBeTrue();
    }

    [Fact]
    public void FetchesNothingAgainWhenTheSameLineRunsAgain()
    {
        Support.AddItems(_folder, 25, size: 100);
        Run("Export-MailboxItem support@contoso.example -Folder $name -DestinationPath $path");
        string manifest = File.ReadAllText(Manifest);
        _session.Server.Requests.Clear();

        PSObject summary = Run("Export-MailboxItem support@contoso.example -Folder $name -DestinationPath $path").Output.ShouldHaveSingleItem();

        summary.Properties["Skipped"].Value.ShouldBe(25);
        summary.Properties["Done"].Value.ShouldBe(0);
        summary.Properties["Verdict"].Value.ToString().ShouldBe("Complete");
        _session.Server.Requests.Count(CallKind.ExportItems).ShouldBe(0);
        File.ReadAllText(Manifest).ShouldBe(manifest);
    }

    [Fact]
    public void KeepsTheOldVersionWhenAnItemHasChanged()
    {
        IReadOnlyList<SandboxItem> items = Support.AddItems(_folder, 3, size: 100);
        Run("Export-MailboxItem support@contoso.example -Folder $name -DestinationPath $path");
        SandboxItem changed = Support.TryUpdateItem(items[1], items[1].Content with { Properties = items[1].Content.Properties.With(Tags.Subject.With("Changed")) })!;

        PSObject summary = Run("Export-MailboxItem support@contoso.example -Folder $name -DestinationPath $path").Output.ShouldHaveSingleItem();

        summary.Properties["Done"].Value.ShouldBe(1);
        summary.Properties["Skipped"].Value.ShouldBe(2);
        Record[] versions = [.. Records().Where(r => r.ItemId == changed.Id)];
        versions.Select(static r => r.ChangeKey).ShouldBe([items[1].ChangeKey.Listed, changed.ChangeKey.Listed]);
        versions.Select(r => Hash(r.File)).ShouldBe(_session.Server.Tenant.Exported.Where(e => e.ItemId == changed.Id).Select(static e => e.Sha256));
        Files().Count.ShouldBe(4);
    }

    [Fact]
    public void FetchesAFileAgainWhenItIsMissing()
    {
        Support.AddItems(_folder, 3, size: 100);
        Run("Export-MailboxItem support@contoso.example -Folder $name -DestinationPath $path");
        File.Delete(Files()[0]);

        Run("Export-MailboxItem support@contoso.example -Folder $name -DestinationPath $path").Output[0].Properties["Done"].Value.ShouldBe(1);

        Files().Count.ShouldBe(3);
    }

    [Theory]
    [InlineData("", 0, 1)]
    [InlineData(" -Verify", 1, 0)]
    public void RepairsADamagedFileWhenAskedToVerify(string verify, int done, int damaged)
    {
        Support.AddItems(_folder, 3, size: 100);
        Run("Export-MailboxItem support@contoso.example -Folder $name -DestinationPath $path");
        byte[] content = File.ReadAllBytes(Files()[0]);
        content[^1] ^= 1;
        File.WriteAllBytes(Files()[0], content);

        ShellResult result = Run("Export-MailboxItem support@contoso.example -Folder $name -DestinationPath $path" + verify);

        result.Output[0].Properties["Done"].Value.ShouldBe(done);
        result.Warnings.Count.ShouldBe(done);
        Records().GroupBy(static r => r.ItemId).Count(versions => Hash(versions.Last().File) != versions.Last().Sha256).ShouldBe(damaged);
    }

    [Fact]
    public void ExportsADamagedFileAgainAlsoWhenTheRunThatFoundItDidNotComeToTheItem()
    {
        Support.AddItems(_folder, 3, size: 100);
        Run("Export-MailboxItem support@contoso.example -Folder $name -DestinationPath $path");
        byte[] content = File.ReadAllBytes(Files()[0]);
        content[^1] ^= 1;
        File.WriteAllBytes(Files()[0], content);
        Run("Export-MailboxItem adele@contoso.example -Folder Drafts -DestinationPath $path -Verify").Warnings.ShouldHaveSingleItem().ShouldContain("not what was recorded");

        Run("Export-MailboxItem support@contoso.example -Folder $name -DestinationPath $path").Output[0].Properties["Done"].Value.ShouldBe(1);

        Run("Export-MailboxItem support@contoso.example -Folder $name -DestinationPath $path -Verify").Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void NamesFilesByTimeAndSubjectWhenAskedTo()
    {
        Support.AddMail(_folder, "Re: Angebot <2024>/März?", "jo@fabrikam.example", new DateTimeOffset(2024, 3, 4, 5, 6, 7, TimeSpan.Zero));
        Support.AddMail(_folder, string.Empty, "jo@fabrikam.example", new DateTimeOffset(2024, 3, 4, 5, 6, 8, TimeSpan.Zero));

        Run("Export-MailboxItem support@contoso.example -Folder $name -DestinationPath $path -ReadableName");

        string[] names = [.. Files().Select(static f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)];
        names[0].ShouldMatch("^2024-03-04_05-06-07_Re_ Angebot _2024__März~[0-9a-f]{16}$");
        names[1].ShouldMatch("^2024-03-04_05-06-08_no-subject~[0-9a-f]{16}$");
    }

    [Fact]
    public void KeepsSeveralMailboxesInOneFolder()
    {
        Run("Export-MailboxItem adele@contoso.example -Folder Drafts -DestinationPath $path");
        Run("Export-MailboxItem bruno@contoso.example -Folder Tasks -DestinationPath $path").Output.ShouldHaveSingleItem().Properties["Done"].Value.ShouldBe(1);

        Records().Select(static r => r.MailboxId).ShouldBe([Adele.Id, _session.Mailbox("bruno").Id]);
    }

    [Fact]
    public void ExportsItemsThatArePipedIn()
    {
        IReadOnlyList<SandboxItem> items = Support.AddItems(_folder, 30, size: 100);

        ShellResult result = Run("Get-MailboxItem support@contoso.example -Folder $name | Where-Object Subject -like '*1*' | Export-MailboxItem -DestinationPath $path");

        string[] expected = [.. items.Where(static i => i.Subject.Contains('1', StringComparison.Ordinal)).Select(static i => i.Id).Order()];
        Records().Select(static r => r.ItemId).Order().ShouldBe(expected);
        result.Output.ShouldHaveSingleItem().Properties["Mailbox"].Value.ShouldBe("support@contoso.example");
    }

    [Fact]
    public void RecordsTheFoldersOfItemsThatArePipedIn()
    {
        Run("Get-MailboxItem bruno@contoso.example -Folder Calendar | Export-MailboxItem -DestinationPath $path");

        string folders = File.ReadAllText(Path.Combine(_path, "folders.json"));
        folders.ShouldContain("\"IPF.Appointment\"");
        folders.ShouldContain("\"calendar\"");
    }

    [Theory]
    [InlineData("-IncludeFolders '#Inbox#/*' -ExcludeFolders 'Inbox/Projects/*'", "Inbox", "Inbox/Audit 2024//25")]
    [InlineData("-ExcludeFolders '#Inbox#/*', '#JunkEmail#', '#Archive#', 'Deleted Items', 'C*', '*s', 'Outbox'", "Journal")]
    public void ExportsTheFoldersThatThePatternsMean(string parameters, params string[] folders)
    {
        PSObject summary = Run("Export-MailboxItem adele@contoso.example -DestinationPath $path " + parameters).Output.ShouldHaveSingleItem();

        Coverage(summary).Where(static f => f.LeftOut is null).Select(static f => f.Path).Order(StringComparer.Ordinal).ShouldBe(folders);
    }

    [Fact]
    public void SaysWhyAFolderWasLeftOut()
    {
        PSObject summary = Run("Export-MailboxItem adele@contoso.example -ExcludeFolders '#JunkEmail#' -DestinationPath $path").Output.ShouldHaveSingleItem();

        (string Path, string? LeftOut)[] leftOut = [.. Coverage(summary).Where(static f => f.LeftOut is not null)];
        leftOut.ShouldContain(("Junk Email", "in -ExcludeFolders"));
        leftOut.ShouldContain(("Search Folders", "search folder"));
        leftOut.ShouldContain(("Search Folders/Unread Mail", "below a folder that is left out"));
        leftOut.ShouldContain(("Sync Issues", "synchronisation log"));
        summary.Properties["Verdict"].Value.ToString().ShouldBe("Complete");
        PSObject inbox = ((IEnumerable<object>)summary.Properties["Folders"].Value).Select(PSObject.AsPSObject).First(static f => (string)f.Properties["Path"].Value == "Inbox");
        inbox.Properties["ServerCount"].Value.ShouldBe(Adele.Folder("Inbox").Items.Count);
        inbox.Properties["Listed"].Value.ShouldBe((long)Adele.Folder("Inbox").Items.Count);
    }

    [Fact]
    public void IsPartialWithTheReasonWhenAMailboxIsRefused()
    {
        Support.AddItems(_folder, 2, size: 100);

        ShellResult result = Try("'support@contoso.example', 'nobody@contoso.example' | Export-MailboxItem -Folder $name -DestinationPath $path");

        result.Output.Select(static s => $"{s.Properties["Mailbox"].Value} {s.Properties["Verdict"].Value}").ShouldBe(["support@contoso.example Complete", "nobody@contoso.example Partial"]);
        ((IReadOnlyList<string>)result.Output[1].Properties["Reasons"].Value)[0].ShouldContain("no such user or mailbox");
        SandboxSession.ErrorIds(result).ShouldBe(["MailboxNotFound" + Id]);
        result.Warnings.ShouldHaveSingleItem().ShouldStartWith("PARTIAL: nobody@contoso.example");
    }

    [Fact]
    public void WritesExportFolderInUseWhenAnotherProcessHasTheLock()
    {
        Directory.CreateDirectory(_path);
        using FileStream held = new(Path.Combine(_path, "export.lock"), FileMode.Create, FileAccess.ReadWrite, FileShare.None);
        File.WriteAllText(Path.Combine(_path, "export.lock.json"), "{\"processId\":4711,\"started\":\"2026-01-02T03:04:05Z\"}");

        ShellResult result = Try("Export-MailboxItem support@contoso.example -Folder $name -DestinationPath $path");

        SandboxSession.ErrorIds(result).ShouldBe(["ExportFolderInUse" + Id]);
        result.Errors[0].Exception.Message.ShouldContain("process 4711, since 2026-01-02 03:04:05 UTC");
        result.Errors[0].TargetObject.ShouldBe(_path);
        _session.Server.Requests.All.ShouldBeEmpty();
    }

    [Fact(Timeout = 60_000)]
    public async Task JoinsAnotherSessionOfTheProcessThatWritesToTheFolder()
    {
        Support.AddItems(_folder, 1, size: 100);
        using HostedShell other = new(new HostedShellOptions { WithUtilityStandIns = true });
        _session.Connect(other);

        // Neither comes to its end before the other has begun.
        _session.Server.Gates.HoldFirstUntil(CallKind.ExportItems, 2);
        RunningScript first = other.StartAsync("Export-MailboxItem support@contoso.example -Folder $name -DestinationPath $path", ("name", _folder.DisplayName), ("path", _path));
        RunningScript second = _session.Shell.StartAsync("Export-MailboxItem adele@contoso.example -Folder Drafts -DestinationPath $path", ("path", _path));

        ShellResult[] results = await Task.WhenAll(first.Completion, second.Completion).WaitAsync(TestContext.Current.CancellationToken);
        results.SelectMany(static r => r.Errors).ShouldBeEmpty();
        Records().Select(static r => r.MailboxId).Order().ShouldBe(new[] { Adele.Id, Support.Id }.Order());
    }

    [Fact]
    public void LetsGoOfTheFolderWhenItHasEnded()
    {
        Run("Export-MailboxItem support@contoso.example -Folder $name -DestinationPath $path");

        File.Exists(Path.Combine(_path, "export.lock.json")).ShouldBeFalse();
        using FileStream free = new(Path.Combine(_path, "export.lock"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
    }

    [Fact]
    public void WritesBelowWhereTheSessionStands()
    {
        Run("$null = $ExecutionContext.SessionState.Path.SetLocation($folder); Export-MailboxItem support@contoso.example -Folder $name -DestinationPath ./here");

        File.Exists(Path.Combine(_session.Folder, "here", "runs.jsonl")).ShouldBeTrue();
    }

    [Fact]
    public void WritesPathNotFileSystemWhenThePathIsOfAnotherProvider()
        => SandboxSession.ErrorIds(Try("Export-MailboxItem support@contoso.example -DestinationPath Env:/X")).ShouldBe(["PathNotFileSystem" + Id]);

    [Fact]
    public void WritesFileNotWritableWhenAFileStandsInTheWay()
    {
        File.WriteAllText(_path, "a file");

        SandboxSession.ErrorIds(Try("Export-MailboxItem support@contoso.example -Folder $name -DestinationPath $path")).ShouldBe(["FileNotWritable" + Id]);
    }

    private string Manifest => Path.Combine(_path, "manifest.jsonl");

    private ShellResult Run(string script) => _session.Run(script, ("name", _folder.DisplayName), ("path", _path));

    private ShellResult Try(string script) => _session.Try(script, ("name", _folder.DisplayName), ("path", _path));

    private List<string> Files() => [.. Directory.EnumerateFiles(Path.Combine(_path, "items"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    private string Hash(string file) => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(Path.Combine(_path, file))));

    private List<Record> Records() => [.. File.ReadAllLines(Manifest).Select(static line =>
    {
        using JsonDocument document = JsonDocument.Parse(line);
        JsonElement root = document.RootElement;
        string Member(string name) => root.GetProperty(name).GetString()!;
        return new Record(Member("mailboxId"), Member("itemId"), Member("changeKey"), Member("sha256").ToUpperInvariant(), Member("file"));
    })];

    private static IEnumerable<(string Path, string? LeftOut)> Coverage(PSObject summary) => ((IEnumerable<object>)summary.Properties["Folders"].Value)
        .Select(PSObject.AsPSObject)
        .Select(static f => ((string)f.Properties["Path"].Value, (string?)f.Properties["LeftOut"].Value));

    [Fact]
    public void LeavesAWholeFileAloneWhenTheItemIsAskedForByItsIdAgain()
    {
        SandboxItem item = Support.AddItems(_folder, 1, size: 500)[0];
        string line = "Export-MailboxItem support@contoso.example -ItemId $id -DestinationPath $path";
        (string, object?)[] variables = [("id", item.Id), ("path", _path)];
        _session.Run(line, variables);
        string manifest = File.ReadAllText(Path.Combine(_path, "manifest.jsonl"));
        string file = Directory.GetFiles(_path, "*.fts", SearchOption.AllDirectories).ShouldHaveSingleItem();
        DateTime written = new(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(file, written);

        _session.Run(line, variables).Output.ShouldHaveSingleItem().Properties["Verdict"].Value.ToString().ShouldBe("Complete");

        File.ReadAllText(Path.Combine(_path, "manifest.jsonl")).ShouldBe(manifest);
        File.GetLastWriteTimeUtc(file).ShouldBe(written);
    }

    private sealed record Record(string MailboxId, string ItemId, string ChangeKey, string Sha256, string File);
}
