using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Import;
using MailboxImportExport.Sandbox.Mapi;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Sandbox.Shell;
using MailboxImportExport.Sandbox.Tenant;
using Shouldly;
using Xunit;

namespace MailboxImportExport.ModuleTests.Items;

/// <summary>Imports of an export folder with its tree.</summary>
public sealed class ImportFolderTests : IClassFixture<SandboxSession>
{
    private const string Id = ",MailboxImportExport.Cmdlets.ImportMailboxItemCommand";

    private readonly SandboxSession _session;
    private readonly string _path;
    private readonly SandboxMailbox _target;

    public ImportFolderTests(SandboxSession session)
    {
        _session = session;
        _path = session.NewPath();
        _target = session.Server.Tenant.AddMailbox(Guid.NewGuid(), MailboxKind.Primary, MailboxLanguage.English);
        StandardFolders.AddTo(_target);
        _session.Server.Requests.Clear();
    }

    private SandboxMailbox Adele => _session.Mailbox("adele");

    private SandboxMailbox Bruno => _session.Mailbox("bruno");

    private SandboxMailbox Support => _session.Mailbox("support");

    [Fact]
    public void PutsEachItemIntoTheFolderOfTheSamePath()
    {
        Run("$null = Export-MailboxItem adele@contoso.example -DestinationPath $path");

        PSObject summary = Run("Import-MailboxItem -Path $path -TargetMailbox $target -CreateFolder").Output.ShouldHaveSingleItem();

        summary.Properties["Verdict"].Value.ToString().ShouldBe("Complete");
        foreach (SandboxFolder old in Adele.Folders.Where(IsExported))
        {
            SandboxFolder made = _target.Folder(old.Path);
            made.FolderClass.ShouldBe(old.FolderClass ?? "IPF.Note");
            made.Items.Select(static i => i.Content.Properties.Content(Tags.SearchKey)!.Sha256()).Order()
                .ShouldBe(old.Items.Select(static i => i.Content.Properties.Content(Tags.SearchKey)!.Sha256()).Order(), old.Path);
        }
    }

    [Fact]
    public void MakesItemsThatAreLikeTheOriginals()
    {
        Run("$null = Export-MailboxItem adele@contoso.example -DestinationPath $path");

        ShellResult result = Run("Import-MailboxItem -Path $path -TargetMailbox $target -CreateFolder -PassThru");

        IReadOnlyList<PSObject> items = [.. result.Output.Where(static o => o.TypeNames[0].EndsWith(".ImportedMailboxItem", StringComparison.Ordinal))];
        items.Count.ShouldBeGreaterThan(100);
        items.ShouldAllBe(i => _target.Item(Text(i, "ItemId")).Content.SameAs(ImportedContent.Of(Adele.Item(Text(i, "SourceItemId")).Content)));
        result.Output.Count.ShouldBe(items.Count + 1);
    }

    [Fact]
    public void SendsEachFileAsItIs()
    {
        int before = _session.Server.Tenant.Received.Count;
        Run("$null = Export-MailboxItem adele@contoso.example -Folder Inbox -Recurse -DestinationPath $path");

        Run("Import-MailboxItem $path -TargetMailbox $target -TargetFolder Drafts -CreateFolder");

        IEnumerable<string> files = Files().Select(static f => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(f))));
        _session.Server.Tenant.Received.Skip(before).Select(static r => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(r.Bytes!))).Order().ShouldBe(files.Order());
    }

    [Fact]
    public void KeepsTheTreeBelowTheTargetFolder()
    {
        Run("$null = Export-MailboxItem adele@contoso.example -Folder Inbox -Recurse -DestinationPath $path");

        Run("Import-MailboxItem -Path $path -TargetMailbox $target -TargetFolder 'From Adele' -CreateFolder");

        Counts("From Adele").ShouldBe(["From Adele 0", "From Adele/Inbox 21", "From Adele/Inbox/Audit 2024/25 7", "From Adele/Inbox/Projects 15", "From Adele/Inbox/Projects/Alpha 14"]);
    }

    [Fact]
    public void MakesTheFoldersThatHeldNothing()
    {
        Support.AddFolder("Nothing in it", "IPF.Task");
        Run("$null = Export-MailboxItem support@contoso.example -IncludeFolders 'Nothing in it', Inbox -DestinationPath $path");

        Run("Import-MailboxItem -Path $path -TargetMailbox $target -CreateFolder");

        _target.Folder("Nothing in it").FolderClass.ShouldBe("IPF.Task");
    }

    [Fact]
    public void MapsGermanFoldersToEnglishOnes()
    {
        Run("$null = Export-MailboxItem bruno@contoso.example -DestinationPath $path");

        Run("Import-MailboxItem -Path $path -TargetMailbox $target -CreateFolder");

        _target.Folder("Inbox").Items.Count.ShouldBe(Bruno.Folder("Posteingang").Items.Count);
        _target.Folder("Inbox/Verträge & Angebote").Items.Count.ShouldBe(Bruno.Folder("Posteingang/Verträge & Angebote").Items.Count);
        _target.Folder("Deleted Items").Items.Count.ShouldBe(4);
        _target.Folder("Calendar").Items.Count.ShouldBe(2);
        _target.Folders.Select(static f => f.DisplayName).ShouldNotContain("Posteingang");
    }

    [Fact]
    public void MapsGermanFoldersWhenTheItemsWerePipedIntoTheExport()
    {
        Run("$null = Get-MailboxItem bruno@contoso.example -Folder 'Inbox/Verträge & Angebote' | Export-MailboxItem -DestinationPath $path");

        Run("Import-MailboxItem -Path $path -TargetMailbox $target -CreateFolder");

        _target.Folder("Inbox/Verträge & Angebote").Items.Count.ShouldBe(Bruno.Folder("Posteingang/Verträge & Angebote").Items.Count);
    }

    [Fact]
    public void WritesFolderNotFoundWhenFoldersMayNotBeCreated()
    {
        Run("$null = Export-MailboxItem adele@contoso.example -IncludeFolders Inbox, Inbox/Projects -DestinationPath $path");

        ShellResult result = Try("Import-MailboxItem -Path $path -TargetMailbox $target");

        result.Errors.Select(static e => e.FullyQualifiedErrorId).Distinct().ShouldBe(["FolderNotFound" + Id]);
        result.Errors[0].Exception.Message.ShouldContain("-CreateFolder");
        PSObject summary = result.Output.ShouldHaveSingleItem();
        summary.Properties["Done"].Value.ShouldBe(21L);
        summary.Properties["FailedCount"].Value.ShouldBe(15L);
        summary.Properties["Verdict"].Value.ToString().ShouldBe("Partial");
        result.Warnings.ShouldHaveSingleItem().ShouldContain("15 items failed");
    }

    [Fact]
    public void WritesSourceMailboxRequiredWhenTheFolderHoldsSeveral()
    {
        Run("$null = 'adele@contoso.example', 'bruno@contoso.example' | Export-MailboxItem -Folder Tasks -DestinationPath $path");
        _session.Server.Requests.Clear();

        ShellResult result = Try("Import-MailboxItem -Path $path -TargetMailbox $target");

        SandboxSession.ErrorIds(result).ShouldBe(["SourceMailboxRequired" + Id]);
        result.Errors[0].Exception.Message.ShouldContain(Adele.Id);
        result.Errors[0].Exception.Message.ShouldContain(Bruno.Id);
        _session.Server.Requests.Count(CallKind.ImportItem).ShouldBe(0);
    }

    [Theory]
    [InlineData("$bruno")]
    [InlineData("bruno@contoso.example")]
    public void ImportsTheMailboxThatIsChosen(string mailbox)
    {
        Run("$null = 'adele@contoso.example', 'bruno@contoso.example' | Export-MailboxItem -Folder Tasks -DestinationPath $path");

        PSObject imported = Run($"Import-MailboxItem -Path $path -SourceMailbox {mailbox} -TargetMailbox $target -PassThru").Output[0];

        Text(imported, "SourceMailboxId").ShouldBe(Bruno.Id);
    }

    [Fact]
    public void SaysWhichMailboxesThereAreWhenAnotherIsChosen()
    {
        Run("$null = Export-MailboxItem adele@contoso.example -Folder Tasks -DestinationPath $path");

        ShellResult result = Try("Import-MailboxItem -Path $path -SourceMailbox bruno@contoso.example -TargetMailbox $target");

        SandboxSession.ErrorIds(result).ShouldBe(["MailboxNotFound" + Id]);
        result.Errors[0].Exception.Message.ShouldContain(Adele.Id);
    }

    [Theory]
    [InlineData("", 2)]
    [InlineData(" -AllVersions", 3)]
    public void ImportsTheVersionsThatAreAskedFor(string parameter, int count)
    {
        SandboxFolder folder = Support.AddFolder($"Versions-{Guid.NewGuid():N}");
        IReadOnlyList<SandboxItem> items = Support.AddItems(folder, 2, size: 100);
        Run("$null = Export-MailboxItem support@contoso.example -Folder $name -DestinationPath $path", ("name", folder.DisplayName));
        Support.TryUpdateItem(items[0], items[0].Content with { Properties = items[0].Content.Properties.With(Tags.Subject.With("Changed")) });
        Run("$null = Export-MailboxItem support@contoso.example -Folder $name -DestinationPath $path");

        Run("Import-MailboxItem -Path $path -TargetMailbox $target -CreateFolder" + parameter);

        _target.Folder(folder.DisplayName).Items.Count.ShouldBe(count);
        _target.Folder(folder.DisplayName).Items.ShouldContain(static i => i.Subject == "Changed");
    }

    [Theory]
    [InlineData("changed")]
    [InlineData("shorter")]
    [InlineData("longer")]
    public void WritesItemCorruptAndSendsNothingWhenAFileIsDamaged(string damage)
    {
        int before = _session.Server.Tenant.Received.Count;
        Run("$null = Export-MailboxItem adele@contoso.example -Folder Contacts -DestinationPath $path");
        string file = Files()[0];
        byte[] content = File.ReadAllBytes(file);
        content[content.Length / 2] ^= 1;
        File.WriteAllBytes(file, damage switch { "shorter" => content[..^1], "longer" => [.. File.ReadAllBytes(file), 0], _ => content });

        ShellResult result = Try("Import-MailboxItem -Path $path -TargetMailbox $target");

        SandboxSession.ErrorIds(result).ShouldBe(["ItemCorrupt" + Id]);
        result.Errors[0].TargetObject.ShouldBe(file);
        result.Output.ShouldHaveSingleItem().Properties["Done"].Value.ShouldBe(1L);
        _session.Server.Tenant.Received.Count.ShouldBe(before + 1);
    }

    [Fact]
    public void WritesFileNotReadableWhenAFileIsMissing()
    {
        Run("$null = Export-MailboxItem adele@contoso.example -Folder Contacts -DestinationPath $path");
        File.Delete(Files()[0]);

        ShellResult result = Try("Import-MailboxItem -Path $path -TargetMailbox $target");

        SandboxSession.ErrorIds(result).ShouldBe(["FileNotReadable" + Id]);
        result.Output.ShouldHaveSingleItem().Properties["Done"].Value.ShouldBe(1L);
    }

    [Fact]
    public void WritesExportFolderNotFoundAndGoesOnWhenAFolderIsNone()
    {
        Run("$null = Export-MailboxItem adele@contoso.example -Folder Contacts -DestinationPath $path");
        string other = Directory.CreateDirectory(_session.NewPath()).FullName;

        ShellResult result = Try("Import-MailboxItem -Path $other, $path -TargetMailbox $target", ("other", other));

        SandboxSession.ErrorIds(result).ShouldBe(["ExportFolderNotFound" + Id]);
        PSObject summary = result.Output.ShouldHaveSingleItem();
        summary.Properties["Done"].Value.ShouldBe(2L);
        summary.Properties["Verdict"].Value.ToString().ShouldBe("Partial");
        ((IReadOnlyList<string>)summary.Properties["Reasons"].Value).ShouldHaveSingleItem().ShouldContain(other);
    }

    [Fact]
    public void ImportsSeveralFoldersIntoOneSummary()
    {
        string other = _session.NewPath();
        Run("$null = Export-MailboxItem adele@contoso.example -Folder Contacts -DestinationPath $path; $null = Export-MailboxItem bruno@contoso.example -Folder Contacts -DestinationPath $other", ("other", other));

        Run("Import-MailboxItem -Path $path, $other -TargetMailbox $target").Output.ShouldHaveSingleItem().Properties["Done"].Value.ShouldBe(4L);
    }

    [Fact]
    public void MakesNoCallWhenWhatIfIsGiven()
    {
        Run("$null = Export-MailboxItem adele@contoso.example -Folder Contacts -DestinationPath $path");
        _session.Server.Requests.Clear();

        Run("Import-MailboxItem -Path $path -TargetMailbox $target -CreateFolder -WhatIf").Output.ShouldBeEmpty();

        _session.Server.Requests.All.ShouldBeEmpty();
    }

    [Fact]
    public void ImportsTheFolderThatIsPipedIn()
    {
        Run("$null = Export-MailboxItem adele@contoso.example -Folder Contacts -DestinationPath $path");

        Run("Get-Item $path | Import-MailboxItem -TargetMailbox $target").Output.Select(static o => o.TypeNames[0].Split('.')[^1]).Distinct().ShouldBe(["ImportedMailboxItem"]);
    }

    [Fact]
    public void ImportsWhatAnExportJustWrote()
    {
        Run("Export-MailboxItem adele@contoso.example -Folder Contacts -DestinationPath $path -PassThru | Where-Object SourceItemId | Import-MailboxItem -TargetMailbox $target").Output.Count.ShouldBe(2);

        _target.Folder("Contacts").Items.Count.ShouldBe(2);
    }

    private static bool IsExported(SandboxFolder folder)
        => folder.Path.Length > 0
            && !folder.IsHidden
            && !folder.Path.StartsWith("Sync Issues", StringComparison.Ordinal)
            && !folder.Path.StartsWith("Search Folders", StringComparison.Ordinal)
            && !folder.Path.StartsWith("Recoverable Items", StringComparison.Ordinal);

    private string[] Counts(string path) => [.. _target.Folders.Where(f => f.Path.StartsWith(path, StringComparison.Ordinal)).Select(static f => $"{f.Path} {f.Items.Count}").Order(StringComparer.Ordinal)];

    private string[] Files() => [.. Directory.EnumerateFiles(Path.Combine(_path, "items"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    private static string Text(PSObject item, string property) => (string)item.Properties[property].Value;

    private ShellResult Run(string script, params (string Name, object? Value)[] variables) => _session.Run(script, [.. variables, .. Common]);

    private ShellResult Try(string script, params (string Name, object? Value)[] variables) => _session.Try(script, [.. variables, .. Common]);

    private (string Name, object? Value)[] Common => [("path", _path), ("target", _target.Id), ("bruno", Bruno.Id)];
}
