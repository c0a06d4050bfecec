using System.Collections.Generic;
using MailboxImportExport.Sandbox.Shell;
using Shouldly;
using Xunit;

namespace MailboxImportExport.ModuleTests.Discover;

public sealed class CompletionTests : IClassFixture<SandboxSession>
{
    private readonly SandboxSession _session;

    public CompletionTests(SandboxSession session)
    {
        _session = session;
        _session.Connect(_session.Shell);
        _session.Server.Requests.Clear();
    }

    [Theory]
    [InlineData("Get-MailboxItem adele@contoso.example -Folder In", new[] { "Inbox" })]
    [InlineData("Get-MailboxItem -Mailbox adele@contoso.example -IncludeFolders Sent", new[] { "SentItems" })]
    [InlineData("Import-MailboxItem -Path x -TargetMailbox y -TargetFolder Cal", new[] { "Calendar" })]
    [InlineData("Get-MailboxContentFolder adele@contoso.example -Folder Dr", new[] { "Drafts" })]
    public void OffersTheFoldersOfEveryMailboxBeforeAnythingIsListed(string line, string[] offered) => Complete(line).ShouldBe(offered);

    [Theory]
    [InlineData("Get-MailboxItem adele@contoso.example -Folder Inbox/", new[] { "'Inbox/Audit 2024//25'", "Inbox/Projects", "Inbox/Projects/Alpha" })]
    [InlineData("Get-MailboxItem adele@contoso.example -Folder 'inbox/a", new[] { "'Inbox/Audit 2024//25'" })]
    [InlineData("Export-MailboxItem adele@contoso.example -ExcludeFolders Sync", new[] { "'Sync Issues'", "'Sync Issues/Conflicts'", "'Sync Issues/Local Failures'", "'Sync Issues/Server Failures'" })]
    public void OffersTheFoldersThatWereListed(string line, string[] offered)
    {
        _session.Run("$null = Get-MailboxContentFolder adele@contoso.example -Recurse");

        Complete(line).ShouldBe(offered);
    }

    [Fact]
    public void OffersAFolderThatWasJustCreated()
    {
        _session.Run("$null = New-MailboxContentFolder chika@contoso.example \"Zebra's\"");

        Complete("Get-MailboxItem chika@contoso.example -Folder Zeb").ShouldBe(["'Zebra''s'"]);
    }

    [Fact]
    public void OffersWhatTheGivenConnectionHasListed()
    {
        _session.Run(
            """
            $other = Get-MailboxImportExportContext
            $null = Get-MailboxContentFolder adele@contoso.example -Recurse
            Connect-MailboxImportExport -Sandbox -Uri $uri
            """,
            ("uri", _session.Uri));

        Complete("Get-MailboxItem adele@contoso.example -Folder Inbox/P").ShouldBeEmpty();
        Complete("Get-MailboxItem adele@contoso.example -Connection $other -Folder Inbox/P").ShouldBe(["Inbox/Projects", "Inbox/Projects/Alpha"]);
    }

    [Theory]
    [InlineData("Get-MailboxItem adele@contoso.example -ItemClass IPM.App", new[] { "IPM.Appointment" })]
    [InlineData("Get-MailboxItem adele@contoso.example -ItemClass REP", new[] { "'REPORT.*'" })]
    public void OffersTheUsualClasses(string line, string[] offered) => Complete(line).ShouldBe(offered);

    [Fact]
    public void OffersTheClassesThatWereListed()
    {
        _session.Run("$null = Get-MailboxItem adele@contoso.example -Folder Inbox");

        Complete("Get-MailboxItem adele@contoso.example -ItemClass IPM.Sched").ShouldContain("IPM.Schedule.Meeting.Request");
    }

    [Theory]
    [InlineData("Connect-MailboxImportExport -Environment US", new[] { "USGov", "USGovDoD" })]
    [InlineData("Connect-MailboxImportExport -ApiVersion ", new[] { "beta", "v1.0" })]
    [InlineData("Import-MailboxItem -ConflictAction ", new[] { "Copy", "Replace", "Skip" })]
    public void OffersTheValuesThatThereAre(string line, string[] offered) => Complete(line).ShouldBe(offered);

    [Fact]
    public void OffersTheUsualFoldersWhenThereIsNoConnection()
    {
        _session.Run("Disconnect-MailboxImportExport");

        ShellResult result = _session.Run("(TabExpansion2 $line $line.Length).CompletionMatches.CompletionText", ("line", "Get-MailboxItem adele@contoso.example -Folder In"));

        result.OutputAs<string>().ShouldBe(["Inbox"]);
    }

    private IReadOnlyList<string> Complete(string line)
    {
        _session.Server.Requests.Clear();
        IReadOnlyList<string> offered = _session.Run("(TabExpansion2 $line $line.Length).CompletionMatches | ForEach-Object CompletionText", ("line", line)).OutputAs<string>();
        _session.Server.Requests.All.ShouldBeEmpty("a completer asks the service nothing");
        return offered;
    }
}
