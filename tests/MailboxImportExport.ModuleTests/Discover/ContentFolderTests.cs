using System.Collections.Generic;
using System.Linq;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Sandbox.Shell;
using MailboxImportExport.Sandbox.Tenant;
using Shouldly;
using Xunit;

namespace MailboxImportExport.ModuleTests.Discover;

public sealed class ContentFolderTests : IClassFixture<SandboxSession>
{
    private const string Id = ",MailboxImportExport.Cmdlets.GetMailboxContentFolderCommand";

    private readonly SandboxSession _session;

    public ContentFolderTests(SandboxSession session)
    {
        _session = session;
        _session.Server.Requests.Clear();
    }

    private SandboxMailbox Adele => _session.Mailbox("adele");

    [Fact]
    public void GivesTheTopFoldersWhenNothingElseIsAskedFor()
        => Paths("Get-MailboxContentFolder support@contoso.example").ShouldBe(
            [
                "Inbox", "Sent Items", "Drafts", "Deleted Items", "Outbox", "Junk Email", "Archive", "Calendar", "Contacts", "Tasks", "Notes", "Journal",
                "Conversation History", "Sync Issues", "Search Folders",
            ]);

    [Fact]
    public void GivesTheWholeTreeWithParentsFirst()
    {
        IReadOnlyList<string> paths = Paths("Get-MailboxContentFolder adele@contoso.example -Recurse");

        paths.ShouldBeUnique();
        paths.Take(5).ShouldBe(["Inbox", "Inbox/Projects", "Inbox/Projects/Alpha", "Inbox/Audit 2024//25", "Sent Items"]);
        paths.ShouldContain("Sync Issues/Conflicts");
        paths.ShouldContain("Search Folders/Unread Mail");
    }

    [Fact]
    public void ShowsATableThatAPersonReads()
        => _session.Run("Get-MailboxContentFolder adele@contoso.example -Folder Inbox -Recurse").Text.ShouldBe(
            """

            Path                                             Items Folders Class                WellKnownName        Hidden
            ----                                             ----- ------- -----                -------------        ------
            Inbox                                               21       2 IPF.Note             inbox                False
            Inbox/Projects                                      15       1 IPF.Note                                  False
            Inbox/Projects/Alpha                                14       0 IPF.Note                                  False
            Inbox/Audit 2024//25                                 7       0 IPF.Note                                  False


            """);

    [Fact]
    public void SaysWhatTheTenantSays()
    {
        SandboxFolder expected = Adele.Folder("Inbox/Projects");

        ShellResult result = _session.Run("Get-MailboxContentFolder adele@contoso.example -Folder Inbox/Projects | ForEach-Object { $_.MailboxId, $_.FolderId, $_.ParentFolderId, $_.DisplayName, $_.FolderClass }");

        result.OutputAs<string>().ShouldBe([Adele.Id, expected.Id, expected.Parent!.Id, "Projects", "IPF.Note"]);
    }

    [Theory]
    [InlineData("Inbox", "Inbox")]
    [InlineData("inbox", "Inbox")]
    [InlineData("/Inbox", "Inbox")]
    [InlineData("SentItems", "Sent Items")]
    [InlineData("Sent Items", "Sent Items")]
    [InlineData("#Inbox#", "Inbox")]
    [InlineData("Inbox/projects/ALPHA", "Inbox/Projects/Alpha")]
    [InlineData("Inbox/Audit 2024//25", "Inbox/Audit 2024//25")]
    public void FindsTheFolderWhenItIsNamed(string name, string path)
        => Paths("Get-MailboxContentFolder adele@contoso.example -Folder $name", ("name", name)).ShouldBe([path]);

    [Theory]
    [InlineData("Inbox", "Posteingang")]
    [InlineData("SentItems", "Gesendete Elemente")]
    [InlineData("Posteingang", "Posteingang")]
    [InlineData("Inbox/Verträge & Angebote", "Posteingang/Verträge & Angebote")]
    public void FindsTheFolderInAGermanMailboxWhenItIsNamedInEnglish(string name, string path)
        => Paths("Get-MailboxContentFolder bruno@contoso.example -Folder $name", ("name", name)).ShouldBe([path]);

    [Fact]
    public void FindsTheFolderWhenItsIdIsGiven()
        => Paths("Get-MailboxContentFolder adele@contoso.example -Folder $id", ("id", Adele.Folder("Inbox/Projects/Alpha").Id)).ShouldBe(["Inbox/Projects/Alpha"]);

    [Fact]
    public void WalksBelowTheFoldersThatArePipedIn()
        => Paths("Get-MailboxContentFolder adele@contoso.example -Folder Inbox/Projects | Get-MailboxContentFolder -Recurse").ShouldBe(["Inbox/Projects", "Inbox/Projects/Alpha"]);

    [Fact]
    public void AsksOnlyForTheFolderWhenItIsPipedIn()
    {
        _session.Run("$folder1 = Get-MailboxContentFolder adele@contoso.example -Folder Inbox/Projects");
        _session.Server.Requests.Clear();

        _session.Run("$folder1 | Get-MailboxContentFolder -Recurse");

        _session.Server.Requests.All.Select(static r => r.Kind).ShouldAllBe(static kind => kind == CallKind.ListChildFolders);
    }

    [Fact]
    public void TakesTheFolderWhenTheObjectHasGoneThroughAFile()
        => Paths(
            """
            Get-MailboxContentFolder adele@contoso.example -Folder Inbox/Projects | Export-Csv $file
            Import-Csv $file | Get-MailboxContentFolder
            """,
            ("file", _session.NewPath())).ShouldBe(["Inbox/Projects"]);

    [Fact]
    public void GivesTheFoldersOfTheArchiveWhenAskedTo()
        => Paths("Get-MailboxContentFolder adele@contoso.example -Archive -Recurse").ShouldBe(["Deleted Items", "Inbox", "Sent Items", "2019", "2019/Invoices"]);

    [Fact]
    public void GivesTheFoldersOfEachMailboxThatIsPipedIn()
        => Paths("'adele@contoso.example', 'bruno@contoso.example' | Get-MailboxContentFolder -Folder Inbox").ShouldBe(["Inbox", "Posteingang"]);

    [Fact]
    public void SaysWhichFoldersThereAreWhenTheNameIsWrong()
    {
        ShellResult result = _session.Try("'adele@contoso.example', 'chika@contoso.example' | Get-MailboxContentFolder -Folder Projekte");

        SandboxSession.ErrorIds(result).ShouldBe(["FolderNotFound" + Id, "FolderNotFound" + Id]);
        result.Errors[0].TargetObject.ShouldBe("Projekte");
        result.Errors[0].Exception.Message.ShouldStartWith("There is no folder 'Projekte' in adele@contoso.example. There is: Inbox, Sent Items,");
    }

    [Fact]
    public void WritesArgumentInvalidWhenThePathHasNoName()
        => SandboxSession.ErrorIds(_session.Try("Get-MailboxContentFolder adele@contoso.example -Folder '/'")).ShouldBe(["ArgumentInvalid" + Id]);

    [Fact]
    public void WarnsWhenTheSameFolderIsPipedInTwice()
    {
        ShellResult result = _session.Run("$f = Get-MailboxContentFolder adele@contoso.example -Folder Inbox; $f, $f | Get-MailboxContentFolder");

        result.Output.Count.ShouldBe(1);
        result.Warnings.ShouldHaveSingleItem().ShouldContain("given twice");
    }

    [Fact]
    public void AsksForNothingBelowTheFolderThatWasEnough()
    {
        SandboxMailbox mailbox = _session.Mailbox("chika");
        mailbox.AddFolder("Wide");
        foreach (int i in Enumerable.Range(0, 300))
        {
            mailbox.AddFolder($"Wide/F{i}");
            mailbox.AddFolder($"Wide/F{i}/Below");
        }

        _session.Run("Get-MailboxContentFolder chika@contoso.example -Folder Wide -Recurse | Select-Object -First 3").Output.Count.ShouldBe(3);

        int calls = _session.Server.Requests.Count(CallKind.ListChildFolders);
        calls.ShouldBeLessThan(100);
        _session.Run("'later'");
        _session.Server.Requests.Count(CallKind.ListChildFolders).ShouldBe(calls);
    }

    [Fact]
    public void NamesThePermissionWhenItIsMissing()
    {
        using HostedShell shell = new(new HostedShellOptions { WithUtilityStandIns = true });
        _session.ConnectWithRoles(shell, "User.Read.All");

        ShellResult result = shell.Run("Get-MailboxContentFolder adele@contoso.example");

        SandboxSession.ErrorIds(result).ShouldBe(["MailboxRefused" + Id]);
        result.Text.ShouldContain("Get-MailboxContentFolder needs MailboxFolder.Read.All");
        result.Errors[0].Exception.Message.ShouldContain("listing the folders of adele@contoso.example");
        result.Errors[0].TargetObject.ShouldBe("adele@contoso.example");
    }

    private IReadOnlyList<string> Paths(string script, params (string Name, object? Value)[] variables)
        => [.. _session.Run(script, variables).Output.Select(static o => (string)o.Properties["Path"].Value)];
}
