using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Security.Cryptography;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Import;
using MailboxImportExport.Sandbox.Mapi;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Sandbox.Shell;
using MailboxImportExport.Sandbox.Tenant;
using Shouldly;
using Xunit;

namespace MailboxImportExport.ModuleTests.Items;

/// <summary>Imports from the pipeline and from single files.</summary>
public sealed class ImportTests : IClassFixture<SandboxSession>
{
    private const string Id = ",MailboxImportExport.Cmdlets.ImportMailboxItemCommand";

    private readonly SandboxSession _session;
    private readonly SandboxFolder _source;
    private readonly SandboxFolder _target;
    private readonly int _received;

    public ImportTests(SandboxSession session)
    {
        _session = session;
        _source = Support.AddFolder($"Source-{Guid.NewGuid():N}");
        _target = Chika.AddFolder($"Target-{Guid.NewGuid():N}");
        _received = session.Server.Tenant.Received.Count;
        _session.Shell.Reset();
        _session.Connect(_session.Shell);
        _session.Server.Requests.Clear();
    }

    private SandboxMailbox Support => _session.Mailbox("support");

    private SandboxMailbox Adele => _session.Mailbox("adele");

    private SandboxMailbox Chika => _session.Mailbox("chika");

    private IReadOnlyList<ReceivedImport> Received => [.. _session.Server.Tenant.Received.Skip(_received)];

    [Fact]
    public void SendsEachItemAsItWasExported()
    {
        int before = _session.Server.Tenant.Exported.Count;

        Run("Get-MailboxItem adele@contoso.example | Export-MailboxItem | Import-MailboxItem -TargetMailbox chika@contoso.example -TargetFolder $target");

        Received.Count.ShouldBeGreaterThan(100);
        Received.Select(static r => r.Sha256).Order().ShouldBe(_session.Server.Tenant.Exported.Skip(before).Select(static e => e.Sha256).Order());
        Received.ShouldAllBe(static r => r.Sha256 == Convert.ToHexString(SHA256.HashData(r.Bytes!)));
    }

    [Fact]
    public void MakesItemsThatAreLikeTheOriginals()
    {
        ShellResult result = Run("Get-MailboxItem adele@contoso.example | Export-MailboxItem | Import-MailboxItem -TargetMailbox chika@contoso.example -TargetFolder $target");

        result.Output.Count.ShouldBeGreaterThan(100);
        foreach (PSObject imported in result.Output)
        {
            SandboxItem old = Adele.Item(Text(imported, "SourceItemId"));
            SandboxItem made = Chika.Item(Text(imported, "ItemId"));
            made.Content.SameAs(ImportedContent.Of(old.Content)).ShouldBeTrue($"'{old.Subject}' has changed");
            made.Folder.ShouldBe(_target);
        }
    }

    [Fact]
    public void SaysWhereTheNewItemIs()
    {
        SandboxItem old = Support.AddMail(_source, "Invoice", "jo@fabrikam.example", new DateTimeOffset(2024, 5, 6, 7, 8, 9, TimeSpan.Zero), isRead: false);

        PSObject imported = Run("Get-MailboxItem support@contoso.example -Folder $source | Export-MailboxItem | Import-MailboxItem -TargetMailbox chika@contoso.example -TargetFolder $target")
            .Output.ShouldHaveSingleItem();

        SandboxItem made = _target.Items.ShouldHaveSingleItem();
        Text(imported, "MailboxId").ShouldBe(Chika.Id);
        Text(imported, "FolderId").ShouldBe(_target.Id);
        Text(imported, "FolderPath").ShouldBe(_target.DisplayName);
        Text(imported, "ItemId").ShouldBe(made.Id);
        Text(imported, "ChangeKey").ShouldBe(made.ChangeKey.Imported);
        Text(imported, "Subject").ShouldBe("Invoice");
        Text(imported, "SourceMailboxId").ShouldBe(Support.Id);
        Text(imported, "SourceItemId").ShouldBe(old.Id);
        Text(imported, "SourceFolderPath").ShouldBe(_source.DisplayName);
        made.Content.Properties.Time(Tags.MessageDeliveryTime).ShouldBe(new DateTimeOffset(2024, 5, 6, 7, 8, 9, TimeSpan.Zero));
        made.Content.Properties.Number(Tags.MessageFlags).ShouldBe(old.Content.Properties.Number(Tags.MessageFlags));
    }

    [Fact]
    public void ShowsATableThatAPersonReads()
    {
        Support.AddMail(_source, "Invoice", "jo@fabrikam.example", DateTimeOffset.UnixEpoch);

        string[] lines = Run("Export-MailboxItem support@contoso.example -Folder $source | Import-MailboxItem -TargetMailbox chika@contoso.example -TargetFolder $target").Text.Trim('\n').Split('\n');

        lines[0].ShouldBe("Subject                                              Size Folder                   ItemId");
        lines[2].ShouldStartWith("Invoice    ");
    }

    [Fact]
    public void ImportsTheFilesThatArePipedIn()
    {
        string path = ExportFiles(4);

        IReadOnlyList<PSObject> imported = Run("Get-ChildItem $path -Recurse -File -Filter *.fts | Import-MailboxItem -TargetMailbox chika@contoso.example -TargetFolder $target", path).Output;

        imported.Select(static i => Path.GetExtension(Text(i, "File"))).ShouldBe([".fts", ".fts", ".fts", ".fts"]);
        ReceivedFiles(path).ShouldBeTrue();
    }

    [Theory]
    [InlineData("-Path $path/*/*.fts")]
    [InlineData("-Path (Get-ChildItem $path -Recurse -File).FullName")]
    [InlineData("-LiteralPath (Get-ChildItem $path -Recurse -File).FullName")]
    public void ImportsTheFilesThatAreNamed(string parameters)
    {
        string path = ExportFiles(4);

        Run($"Import-MailboxItem {parameters} -TargetMailbox chika@contoso.example -TargetFolder $target", path).Output.Count.ShouldBe(4);

        ReceivedFiles(path).ShouldBeTrue();
    }

    [Fact]
    public void TakesEveryCharacterOfALiteralPathAsItIs()
    {
        string path = ExportFiles(1);
        string odd = Path.Combine(_session.Folder, "[odd] name.fts");
        File.Copy(Directory.GetFiles(path, "*.fts", SearchOption.AllDirectories)[0], odd, overwrite: true);

        Run("Import-MailboxItem -LiteralPath $path -TargetMailbox chika@contoso.example -TargetFolder $target", odd).Output.Count.ShouldBe(1);
        SandboxSession.ErrorIds(Try("Import-MailboxItem -Path $path -TargetMailbox chika@contoso.example -TargetFolder $target", odd)).ShouldBe(["FileNotReadable" + Id]);
    }

    [Fact]
    public void ImportsFilesWhereTheSessionStands()
    {
        string path = ExportFiles(2);

        Run("$null = $ExecutionContext.SessionState.Path.SetLocation($path); Import-MailboxItem -Path ./*/*.fts -TargetMailbox chika@contoso.example -TargetFolder $target", path).Output.Count.ShouldBe(2);
    }

    [Fact]
    public void ImportsThePathsThatArePipedInAsText()
    {
        string path = ExportFiles(2);

        Run("(Get-ChildItem $path -Recurse -File).FullName | Import-MailboxItem -TargetMailbox chika@contoso.example -TargetFolder $target", path).Output.Count.ShouldBe(2);
    }

    [Fact]
    public void WritesArgumentInvalidWhenWhatIsPipedInIsNoItem()
    {
        ShellResult result = Try("4711, 'missing.fts' | Import-MailboxItem -TargetMailbox chika@contoso.example -TargetFolder $target");

        SandboxSession.ErrorIds(result).ShouldBe(["ArgumentInvalid" + Id, "ArgumentInvalid" + Id]);
        _session.Server.Requests.All.ShouldBeEmpty();
    }

    [Fact]
    public void WritesPathNotFileSystemWhenThePathIsOfAnotherProvider()
        => SandboxSession.ErrorIds(Try("Import-MailboxItem -Path Env:/PATH -TargetMailbox chika@contoso.example -TargetFolder $target")).ShouldBe(["PathNotFileSystem" + Id]);

    [Fact]
    public void MakesNoCallWhenNoTargetIsNamed()
    {
        ShellResult result = Try("$items | Import-MailboxItem -TargetFolder Inbox");

        SandboxSession.ErrorIds(result).ShouldBe(["TargetMissing" + Id]);
        result.Errors[0].Exception.Message.ShouldContain("-TargetMailbox");
        _session.Server.Requests.All.ShouldBeEmpty();
    }

    [Fact]
    public void TakesNoTargetFromThePipeline()
    {
        ShellResult result = Try("[pscustomobject]@{ TargetMailbox = 'chika@contoso.example'; MailboxId = $id } | Import-MailboxItem", null, ("id", Chika.Id));

        SandboxSession.ErrorIds(result).ShouldBe(["TargetMissing" + Id]);
    }

    [Theory]
    [InlineData("-TargetMailbox chika@contoso.example, adele@contoso.example")]
    [InlineData("-TargetMailbox chika@contoso.example -InPlace")]
    [InlineData("-TargetMailbox chika@contoso.example -ImportSession (New-MailboxImportSession chika@contoso.example)")]
    [InlineData("-InPlace -TargetArchive")]
    public void WritesArgumentInvalidWhenTheTargetIsAmbiguous(string parameters)
        => SandboxSession.ErrorIds(Try($"$items | Import-MailboxItem -TargetFolder Inbox {parameters}")).ShouldBe(["ArgumentInvalid" + Id]);

    [Fact]
    public void AccountsForARunInWhichNothingCouldBeTaken()
    {
        string empty = Directory.CreateDirectory(_session.NewPath()).FullName;

        ShellResult result = Try("Import-MailboxItem -Path $path -TargetMailbox chika@contoso.example -TargetFolder Inbox | ForEach-Object { \"$($_.Verdict) $($_.Mailbox)\" }", empty);

        result.Errors.ShouldNotBeEmpty();
        result.OutputAs<string>().ShouldBe(["Partial chika@contoso.example"]);
        result.Warnings.ShouldHaveSingleItem().ShouldStartWith("PARTIAL: chika@contoso.example");
    }

    [Fact]
    public void MakesNoCallWhenWhatIfIsGiven()
    {
        Support.AddItems(_source, 3, size: 100);
        Run("$items = Export-MailboxItem support@contoso.example -Folder $source");
        _session.Server.Requests.Clear();

        ShellResult result = Run("$items | Import-MailboxItem -TargetMailbox chika@contoso.example -TargetFolder $target -CreateFolder -WhatIf");

        result.Output.ShouldBeEmpty();
        _session.Server.Requests.All.ShouldBeEmpty();
        Run("$items | Import-MailboxItem -TargetMailbox chika@contoso.example -TargetFolder $target").Output.Count.ShouldBe(3);
    }

    [Fact]
    public void SaysWhatWouldBeImportedWhenWhatIfIsGiven()
    {
        Support.AddMail(_source, "Invoice", "jo@fabrikam.example", DateTimeOffset.UnixEpoch);
        Run("$items = Export-MailboxItem support@contoso.example -Folder $source");

        _session.Shell.RunAsUser("$items | Import-MailboxItem -TargetMailbox chika@contoso.example -TargetFolder Inbox -WhatIf")
            .ShouldContain("What if: Performing the operation \"Import\" on target \"'Invoice' into chika@contoso.example, folder 'Inbox'\".");
    }

    [Fact]
    public void WritesContentReleasedWhenAnItemIsImportedTwice()
    {
        Support.AddItems(_source, 1, size: 100);
        const string Import = "$items | Import-MailboxItem -TargetMailbox chika@contoso.example -TargetFolder $target";

        ShellResult result = Try($"$items = Export-MailboxItem support@contoso.example -Folder $source; {Import}; {Import}");

        result.Output.Count.ShouldBe(1);
        SandboxSession.ErrorIds(result).ShouldBe(["ContentReleased" + Id]);
        Received.Count.ShouldBe(1);
    }

    [Fact]
    public void GivesTheItemBackWhenItsImportFails()
    {
        Support.AddItems(_source, 1, size: 100);

        ShellResult result = Try(
            """
            $items = Export-MailboxItem support@contoso.example -Folder $source
            $items | Import-MailboxItem -TargetMailbox chika@contoso.example -TargetFolder Missing
            $items | Import-MailboxItem -TargetMailbox chika@contoso.example -TargetFolder $target
            """);

        SandboxSession.ErrorIds(result).ShouldBe(["TargetFolderNotFound" + Id]);
        result.Output.Count.ShouldBe(1);
    }

    [Fact]
    public void TakesAFileThatIsNamedTwiceOnce()
    {
        string path = Directory.GetFiles(ExportFiles(1), "*.fts", SearchOption.AllDirectories)[0];

        ShellResult result = Run("Import-MailboxItem -Path $path, $path -TargetMailbox chika@contoso.example -TargetFolder $target -ConflictAction Copy", path);

        result.Output.Count.ShouldBe(1);
        result.Warnings.ShouldHaveSingleItem().ShouldContain("was given twice");
    }

    [Fact]
    public void ImportsAnItemThatIsExportedTwiceOnce()
    {
        Support.AddItems(_source, 3, size: 100);

        ShellResult result = Run("1..2 | ForEach-Object { Export-MailboxItem support@contoso.example -Folder $source } | Import-MailboxItem -TargetMailbox chika@contoso.example -TargetFolder $target -SummaryVariable account; $account.Skipped");

        result.Output.Count.ShouldBe(4);
        result.Output[^1].BaseObject.ShouldBe(3L);
        _target.Items.Count.ShouldBe(3);
    }

    [Fact]
    public void UsesTheSessionThatIsGiven()
    {
        Support.AddItems(_source, 3, size: 100);

        Run("$session = New-MailboxImportSession chika@contoso.example; Export-MailboxItem support@contoso.example -Folder $source | Import-MailboxItem -ImportSession $session -TargetFolder $target");

        _target.Items.Count.ShouldBe(3);
        _session.Server.Requests.Count(CallKind.CreateImportSession).ShouldBe(1);
    }

    [Fact]
    public void WritesImportSessionInvalidWhenAnotherConnectionOpenedIt()
    {
        ShellResult result = Try("$session = New-MailboxImportSession chika@contoso.example; Connect-MailboxImportExport -Sandbox -Uri $uri; 'x' | Import-MailboxItem -ImportSession $session -TargetFolder Inbox");

        result.Errors[^1].FullyQualifiedErrorId.ShouldBe("ImportSessionInvalid" + Id);
    }

    [Fact]
    public void FindsTheItemWhoseAnswerWasLost()
    {
        Support.AddItems(_source, 1, size: 100);
        _session.Server.Gates.CutNext(CallKind.ImportItem, GatePoint.Answer);

        PSObject imported = Run("Export-MailboxItem support@contoso.example -Folder $source | Import-MailboxItem -TargetMailbox chika@contoso.example -TargetFolder $target").Output.ShouldHaveSingleItem();

        _session.Server.Requests.Count(CallKind.ImportItem).ShouldBe(1);
        Text(imported, "ItemId").ShouldBe(_target.Items.ShouldHaveSingleItem().Id);
    }

    [Fact]
    public void NamesThePermissionWhenItIsMissing()
    {
        Support.AddItems(_source, 1, size: 100);
        using HostedShell shell = new(new HostedShellOptions { WithUtilityStandIns = true });
        _session.ConnectWithRoles(shell, "User.Read.All", "MailboxFolder.Read.All", "MailboxItem.Read.All", "MailboxItem.Export.All");

        ShellResult result = shell.Run("Export-MailboxItem support@contoso.example -Folder $source | Import-MailboxItem -TargetMailbox chika@contoso.example -TargetFolder Inbox", ("source", _source.DisplayName));

        SandboxSession.ErrorIds(result).ShouldBe(["MailboxRefused" + Id]);
        result.Text.ShouldContain("Import-MailboxItem needs MailboxItem.ImportExport.All");
        result.Text.ShouldContain("opening an import session for chika@contoso.example");
    }

    [Fact]
    public void EndsTheRunWhenTheOnlyTargetDoesNotExist()
    {
        Support.AddItems(_source, 30, size: 100);

        ShellResult result = Try("Export-MailboxItem support@contoso.example -Folder $source | Import-MailboxItem -TargetMailbox nobody@contoso.example -TargetFolder Inbox");

        SandboxSession.ErrorIds(result).ShouldBe(["MailboxNotFound" + Id]);
        result.Errors[0].TargetObject.ShouldBe("nobody@contoso.example");
    }

    [Fact]
    public void ImportsIntoTheArchiveWhenAskedTo()
    {
        Support.AddItems(_source, 2, size: 100);

        Run("Export-MailboxItem support@contoso.example -Folder $source | Import-MailboxItem -TargetMailbox adele@contoso.example -TargetArchive -TargetFolder Restored -CreateFolder");

        _session.Server.Tenant.Archive("adele@contoso.example").Folder("Restored").Items.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("No to All", 0)]
    [InlineData("Yes to All", 3)]
    public void DoesWhatTheUserAnswersWhenAskedToConfirm(string answer, int imported)
    {
        Support.AddItems(_source, 3, size: 100);
        _session.Shell.Answer(answer);

        ShellResult result = Run("Export-MailboxItem support@contoso.example -Folder $source | Import-MailboxItem -TargetMailbox chika@contoso.example -TargetFolder $target -Confirm");

        result.Output.Count.ShouldBe(imported);
        result.Prompts.Count.ShouldBe(1);
    }

    private ShellResult Run(string script, string? path = null, params (string Name, object? Value)[] variables) => _session.Run(script, Variables(path, variables));

    private ShellResult Try(string script, string? path = null, params (string Name, object? Value)[] variables) => _session.Try(script, Variables(path, variables));

    private (string Name, object? Value)[] Variables(string? path, (string Name, object? Value)[] variables)
        => [.. variables, ("path", path), ("source", _source.DisplayName), ("target", _target.DisplayName), ("uri", _session.Uri)];

    private static string Text(PSObject item, string property) => (string)item.Properties[property].Value;

    // Below the export folder, so that no test of single files sees the manifest.
    private string ExportFiles(int count)
    {
        string path = _session.NewPath();
        Support.AddItems(_source, count, size: 100);
        Run("$null = Export-MailboxItem support@contoso.example -Folder $source -DestinationPath $path", path);
        return Path.Combine(path, "items");
    }

    private bool ReceivedFiles(string path) => Directory.EnumerateFiles(path, "*.fts", SearchOption.AllDirectories)
        .Select(static file => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)))).Order()
        .SequenceEqual(Received.Select(static r => r.Sha256).Order());
}
