using System;
using System.Linq;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Sandbox.Shell;
using MailboxImportExport.Sandbox.Tenant;
using Shouldly;
using Xunit;

namespace MailboxImportExport.ModuleTests.Items;

/// <summary>Imports of each item into the mailbox that it came from.</summary>
public sealed class InPlaceTests : IClassFixture<SandboxSession>
{
    private const string Id = ",MailboxImportExport.Cmdlets.ImportMailboxItemCommand";

    private readonly SandboxSession _session;
    private readonly string _name = $"Place-{Guid.NewGuid():N}";
    private readonly string _path;
    private readonly SandboxFolder _adele;
    private readonly SandboxFolder _support;

    public InPlaceTests(SandboxSession session)
    {
        _session = session;
        _path = session.NewPath();
        _adele = session.Mailbox("adele").AddFolder(_name);
        _support = session.Mailbox("support").AddFolder(_name);
        _adele.Mailbox.AddItems(_adele, 3, size: 100);
        _support.Mailbox.AddItems(_support, 2, size: 100);
        _session.Shell.Reset();
        _session.Connect(_session.Shell);
    }

    [Fact]
    public void PutsTheItemsBackWithoutAskingWhenTheyAreOfOneMailbox()
    {
        ShellResult result = Run("Export-MailboxItem adele@contoso.example -Folder $name | Import-MailboxItem -InPlace -ConflictAction Copy");

        result.Prompts.ShouldBeEmpty();
        _adele.Items.Count.ShouldBe(6);
    }

    [Fact]
    public void AsksOnceWithTheCountWhenTheyAreOfSeveralMailboxes()
    {
        _session.Shell.Answer("Yes");

        ShellResult result = Run("$both | Export-MailboxItem -Folder $name | Import-MailboxItem -InPlace -ConflictAction Copy");

        result.Prompts.ShouldHaveSingleItem().Message.ShouldContain("2 mailboxes");
        _adele.Items.Count.ShouldBe(6);
        _support.Items.Count.ShouldBe(4);
    }

    [Fact]
    public void WritesNothingWhenTheUserSaysNo()
    {
        _session.Shell.Answer("No");
        int before = _session.Server.Requests.Count(CallKind.CreateImportSession);

        ShellResult result = Try("$items = $both | Export-MailboxItem -Folder $name; $items | Import-MailboxItem -InPlace -ConflictAction Copy");

        SandboxSession.ErrorIds(result).ShouldBe(["ConfirmationRequired" + Id]);
        NothingWasWritten(before);
        Run("$items | Import-MailboxItem -InPlace -ConflictAction Copy -Force").Output.Count.ShouldBe(5);
    }

    [Fact]
    public void EndsBeforeTheFirstWriteWhenNobodyCanBeAsked()
    {
        int before = _session.Server.Requests.Count(CallKind.CreateImportSession);

        ShellResult result = Try("$both | Export-MailboxItem -Folder $name | Import-MailboxItem -InPlace -ConflictAction Copy");

        result.Errors[^1].FullyQualifiedErrorId.ShouldBe("ConfirmationRequired" + Id);
        result.Errors[^1].Exception.Message.ShouldContain("-Force");
        NothingWasWritten(before);
    }

    [Fact]
    public void AsksNobodyWhenForced()
    {
        Run("$both | Export-MailboxItem -Folder $name | Import-MailboxItem -InPlace -ConflictAction Copy -Force").Prompts.ShouldBeEmpty();

        _adele.Items.Count.ShouldBe(6);
        _support.Items.Count.ShouldBe(4);
    }

    [Fact]
    public void AsksForTheFoldersOfSeveralMailboxes()
    {
        int before = _session.Server.Requests.Count(CallKind.CreateImportSession);

        ShellResult result = Try(
            """
            $null = Export-MailboxItem adele@contoso.example -Folder $name -DestinationPath $path/a
            $null = Export-MailboxItem support@contoso.example -Folder $name -DestinationPath $path/b
            Import-MailboxItem -Path $path/a, $path/b -InPlace -ConflictAction Copy
            """);

        result.Errors[^1].FullyQualifiedErrorId.ShouldBe("ConfirmationRequired" + Id);
        NothingWasWritten(before);
    }

    [Fact]
    public void PutsAFolderBackWithItsTree()
        => Run("$null = Export-MailboxItem adele@contoso.example -Folder $name -DestinationPath $path; Import-MailboxItem -Path $path -InPlace -ConflictAction Copy")
            .Output.ShouldHaveSingleItem().Properties["Done"].Value.ShouldBe(3L);

    [Fact]
    public void TakesTheFolderThatIsNamed()
    {
        Run("Export-MailboxItem adele@contoso.example -Folder $name | Import-MailboxItem -InPlace -TargetFolder \"$name/Restored\" -CreateFolder");

        _adele.Mailbox.Folder($"{_name}/Restored").Items.Count.ShouldBe(3);
        _adele.Items.Count.ShouldBe(3);
    }

    [Fact]
    public void PutsItemsBackIntoTheArchiveThatTheyCameFrom()
    {
        SandboxMailbox archive = _session.Server.Tenant.Archive("adele@contoso.example");
        SandboxFolder folder = archive.AddFolder(_name);
        archive.AddItems(folder, 2, size: 100);

        Run("Export-MailboxItem adele@contoso.example -Archive -Folder $name | Import-MailboxItem -InPlace -ConflictAction Copy");

        folder.Items.Count.ShouldBe(4);
        _adele.Items.Count.ShouldBe(3);
    }

    [Fact]
    public void AsksBeforeTheFirstWriteWhenThereAreTooManyItemsToWaitForTheEnd()
    {
        _adele.Mailbox.AddItems(_adele, 1200, size: 10, seed: 2);
        int before = _session.Server.Requests.Count(CallKind.CreateImportSession);

        ShellResult result = Try("Export-MailboxItem adele@contoso.example -Folder $name | Import-MailboxItem -InPlace -ConflictAction Copy");

        result.Errors[^1].FullyQualifiedErrorId.ShouldBe("ConfirmationRequired" + Id);
        result.Prompts.ShouldHaveSingleItem().Message.ShouldContain("more may follow");
        _session.Server.Requests.Count(CallKind.CreateImportSession).ShouldBe(before);
    }

    [Fact]
    public void WritesAnErrorForAFileOfWhichNothingIsKnown()
    {
        ShellResult result = Try("$null = Export-MailboxItem adele@contoso.example -Folder $name -DestinationPath $path; Import-MailboxItem -Path $path/items/*/*.fts -InPlace -ConflictAction Copy");

        SandboxSession.ErrorIds(result).ShouldBe(Enumerable.Repeat("TargetMissing" + Id, 3));
    }

    private void NothingWasWritten(int sessionsBefore)
    {
        _session.Server.Requests.Count(CallKind.CreateImportSession).ShouldBe(sessionsBefore);
        _adele.Items.Count.ShouldBe(3);
        _support.Items.Count.ShouldBe(2);
    }

    private ShellResult Run(string script) => _session.Run(script, Variables);

    private ShellResult Try(string script) => _session.Try(script, Variables);

    private (string Name, object? Value)[] Variables => [("name", _name), ("path", _path), ("both", new[] { "adele@contoso.example", "support@contoso.example" })];
}
