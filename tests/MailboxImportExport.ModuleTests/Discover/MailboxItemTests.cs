using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using MailboxImportExport.Sandbox.Graph;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Sandbox.Shell;
using MailboxImportExport.Sandbox.Tenant;
using Shouldly;
using Xunit;

namespace MailboxImportExport.ModuleTests.Discover;

public sealed class MailboxItemTests : IClassFixture<SandboxSession>
{
    private const string Id = ",MailboxImportExport.Cmdlets.GetMailboxItemCommand";

    private static readonly DateTimeOffset NewYear = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly SandboxSession _session;

    public MailboxItemTests(SandboxSession session)
    {
        _session = session;
        _session.Server.Requests.Clear();
    }

    private SandboxMailbox Adele => _session.Mailbox("adele");

    private SandboxMailbox Support => _session.Mailbox("support");

    [Fact]
    public void GivesTheItemsOfTheFolderOldestFirst()
        => Ids("Get-MailboxItem adele@contoso.example -Folder Inbox").ShouldBe(Adele.Folder("Inbox").Items.OrderBy(static i => i.Created).Select(static i => i.Id));

    [Fact]
    public void SaysWhatTheTenantSays()
    {
        SandboxFolder folder = Adele.AddFolder($"Said-{Guid.NewGuid():N}");
        SandboxItem item = Adele.AddMail(folder, "RE: Angebot für März", "jo@fabrikam.example", NewYear, isRead: false);

        System.Management.Automation.PSObject seen = _session.Run("Get-MailboxItem adele@contoso.example -Folder $name", ("name", folder.DisplayName)).Output.ShouldHaveSingleItem();

        object? Value(string name) => seen.Properties[name].Value;
        Value("MailboxId").ShouldBe(Adele.Id);
        Value("FolderId").ShouldBe(folder.Id);
        Value("FolderPath").ShouldBe(folder.DisplayName);
        Value("ItemId").ShouldBe(item.Id);
        Value("ChangeKey").ShouldBe(item.ChangeKey.Listed);
        Value("ItemClass").ShouldBe("IPM.Note");
        Value("Subject").ShouldBe("RE: Angebot für März");
        Value("SenderAddress").ShouldBe("jo@fabrikam.example");
        Value("Received").ShouldBe(NewYear);
        Value("Sent").ShouldBe(NewYear.AddSeconds(-5));
        Value("Created").ShouldBe(NewYear);
        Value("IsRead").ShouldBe(false);
    }

    [Fact]
    public void ShowsATableThatAPersonReads()
    {
        SandboxFolder folder = Support.AddFolder("Shown");
        _session.Server.Switches.SizeReporting = SizeReporting.Own;
        SandboxItem first = Support.AddMail(folder, "Hello", "jo@fabrikam.example", NewYear);
        Support.AddMail(folder, new string('x', 60), "a.very.long.name.of.a.sender@fabrikam.example", NewYear.AddHours(14).AddMinutes(5));

        string[] lines = _session.Run("Get-MailboxItem support@contoso.example -Folder Shown").Text.Trim('\n').Split('\n');

        lines[0].ShouldBe("Subject                                      Sender                   Received (UTC)           Size Class                Folder");
        lines[2].ShouldBe($"Hello                                        jo@fabrikam.example      2024-01-01 00:00{first.Size,13:N0} IPM.Note             Shown");
        lines[3].ShouldStartWith($"{new string('x', 43)}… a.very.long.name.of.a.s… 2024-01-01 14:05");
    }

    [Fact]
    public void GivesTheWholeMailboxWhenNoFolderIsNamed()
    {
        string[] expected = ["Inbox", "Sent Items", "Drafts", "Deleted Items", "Outbox", "Junk Email", "Archive", "Calendar", "Contacts", "Tasks", "Notes", "Conversation History", "Inbox/Projects", "Inbox/Projects/Alpha", "Inbox/Audit 2024//25"];

        ShellResult result = _session.Run("Get-MailboxItem adele@contoso.example -Verbose");

        HashSet<object> paths = [.. result.Output.Select(static o => o.Properties["FolderPath"].Value)];
        expected.ShouldBeSubsetOf(paths.Cast<string>());
        paths.ShouldNotContain("Sync Issues/Conflicts");
        paths.ShouldNotContain("Search Folders/Unread Mail");
        result.Verbose.ShouldContain("'Search Folders' is left out: search folder.");
        result.Warnings.ShouldHaveSingleItem().ShouldStartWith("adele@contoso.example has an archive mailbox");
    }

    [Fact]
    public void SaysNothingOfTheArchiveWhenAFolderIsNamed()
        => _session.Run("Get-MailboxItem adele@contoso.example -Folder Inbox").Warnings.ShouldBeEmpty();

    [Fact]
    public void GivesTheItemsOfTheArchiveWhenAskedTo()
        => Ids("Get-MailboxItem adele@contoso.example -Archive -Folder 2019 -Recurse").Count
            .ShouldBe(_session.Server.Tenant.Archive("adele@contoso.example").Folder("2019/Invoices").Items.Count);

    [Fact]
    public void TakesTheFoldersBelowWhenAskedTo()
        => Folders("Get-MailboxItem adele@contoso.example -Folder Inbox/Projects -Recurse").ShouldBe(["Inbox/Projects", "Inbox/Projects/Alpha"]);

    [Fact]
    public void LeavesTheFoldersBelowAloneWhenNotAskedTo()
        => Folders("Get-MailboxItem adele@contoso.example -Folder Inbox/Projects").ShouldBe(["Inbox/Projects"]);

    [Theory]
    [InlineData("-IncludeFolders 'Inbox'", "Inbox")]
    [InlineData("-IncludeFolders 'Inbox/Projects'", "Inbox/Projects")]
    [InlineData("-IncludeFolders 'Inbox/Projects/*'", "Inbox/Projects", "Inbox/Projects/Alpha")]
    [InlineData("-IncludeFolders 'Inbox', 'Inbox/*'", "Inbox", "Inbox/Audit 2024//25", "Inbox/Projects", "Inbox/Projects/Alpha")]
    [InlineData("-IncludeFolders '#SentItems#', '#Drafts#'", "Drafts", "Sent Items")]
    [InlineData("-IncludeFolders '#Inbox#/*' -ExcludeFolders '#Inbox#/Projects/*'", "Inbox", "Inbox/Audit 2024//25")]
    [InlineData("-IncludeFolders 'Inbox/Projects', 'Inbox/Projects/Alpha' -ExcludeFolders 'Inbox/*'")]
    [InlineData("-IncludeFolders '*/Al*'", "Inbox/Projects/Alpha")]
    [InlineData("-IncludeFolders 'Inbox/Audit*'", "Inbox/Audit 2024//25")]
    public void TakesTheFoldersThatThePatternsMean(string parameters, params string[] folders)
        => Folders("Get-MailboxItem adele@contoso.example " + parameters).ShouldBe(folders);

    [Theory]
    [InlineData("'#Inbox#/*'", "Posteingang", "Posteingang/Verträge & Angebote")]
    [InlineData("'#Inbox#/Ver*'", "Posteingang/Verträge & Angebote")]
    public void FindsTheFoldersOfAGermanMailboxWhenThePatternIsEnglish(string pattern, params string[] folders)
        => Folders($"Get-MailboxItem bruno@contoso.example -IncludeFolders {pattern}").ShouldBe(folders);

    [Fact]
    public void EndsAfterTheFirstItemsOfEachMailbox()
    {
        ShellResult result = _session.Run("'adele@contoso.example', 'support@contoso.example' | Get-MailboxItem -Folder Inbox -First 3");

        result.Output.Select(static o => o.Properties["MailboxId"].Value).ShouldBe([Adele.Id, Adele.Id, Adele.Id, Support.Id, Support.Id, Support.Id]);
    }

    [Fact]
    public void CountsTheFirstItemsAfterTheFilter()
        => _session.Run("Get-MailboxItem adele@contoso.example -Folder Inbox -Recurse -First 1 -ItemClass 'IPM.Schedule.*'").Output.ShouldHaveSingleItem()
            .Properties["ItemClass"].Value.ShouldBe("IPM.Schedule.Meeting.Request");

    [Theory]
    [InlineData("IPM.Appointment", 2)]
    [InlineData("ipm.appointment", 2)]
    [InlineData("IPM.App*", 2)]
    [InlineData("IPM.Contact*", 2)]
    [InlineData("IPM.Sticky?ote", 1)]
    [InlineData("IPM", 0)]
    public void TakesTheItemsOfTheClass(string itemClass, int count)
        => Ids("Get-MailboxItem bruno@contoso.example -ItemClass $class", ("class", itemClass)).Count.ShouldBe(count);

    [Theory]
    [InlineData("-After '2024-01-01T00:00:00Z'", 2)]
    [InlineData("-After '2024-01-01T00:00:01Z'", 1)]
    [InlineData("-Before '2024-01-01T00:00:00Z'", 1)]
    [InlineData("-Before '2024-01-01T00:00:01Z'", 2)]
    [InlineData("-After '2024-01-01T02:00:00+02:00' -Before '2024-01-02T00:00:00Z'", 1)]
    [InlineData("-After ([datetime]::new(2024, 1, 1, 0, 0, 0, [DateTimeKind]::Utc))", 2)]
    public void TakesTheItemsOfTheTime(string parameters, int count)
    {
        SandboxFolder folder = Support.AddFolder($"Times-{Guid.NewGuid():N}");
        foreach (int days in new[] { -1, 0, 1 })
        {
            Support.AddMail(folder, "Dated", "jo@fabrikam.example", NewYear.AddDays(days), created: NewYear.AddYears(1));
        }

        Ids($"Get-MailboxItem support@contoso.example -Folder {folder.DisplayName} {parameters}").Count.ShouldBe(count);
    }

    [Fact]
    public void SaysTheTimesInUtcWhenVerbose()
    {
        ShellResult result = _session.Run("Get-MailboxItem chika@contoso.example -Folder Inbox -After '2024-01-01T01:30:00+02:00' -Before '2024-04-01T00:00:00Z' -Verbose");

        result.Verbose.Take(2).ShouldBe(["-After is 2023-12-31 23:30:00 UTC.", "-Before is 2024-04-01 00:00:00 UTC."]);
    }

    [Fact]
    public void TakesTheFoldersThatArePipedIn()
        => Folders("Get-MailboxContentFolder adele@contoso.example -Folder Inbox -Recurse | Get-MailboxItem")
            .ShouldBe(["Inbox", "Inbox/Audit 2024//25", "Inbox/Projects", "Inbox/Projects/Alpha"]);

    [Fact]
    public void TakesTheMailboxesOfACsvFile()
    {
        string file = _session.NewPath();
        File.WriteAllLines(file, ["UserPrincipalName,Notes", "adele@contoso.example,a", "support@contoso.example,b"]);

        _session.Run("Import-Csv $file | Get-MailboxItem -Folder Inbox -First 1", ("file", file)).Output.Count.ShouldBe(2);
    }

    [Fact]
    public void GoesOnWithTheOthersWhenAMailboxFails()
    {
        ShellResult result = _session.Try("'nobody@contoso.example', 'adele@contoso.example', 'dana@contoso.example', 'support@contoso.example' | Get-MailboxItem -Folder Inbox -First 1");

        result.Output.Select(static o => o.Properties["MailboxId"].Value).ShouldBe([Adele.Id, Support.Id]);
        SandboxSession.ErrorIds(result).ShouldBe(["MailboxNotFound" + Id, "MailboxUnavailable" + Id]);
    }

    [Fact]
    public void WarnsWhenTheSameFolderIsGivenTwice()
    {
        ShellResult result = _session.Run("'adele@contoso.example', 'adele@contoso.example' | Get-MailboxItem -Folder Inbox");

        result.Output.Count.ShouldBe(Adele.Folder("Inbox").Items.Count);
        result.Warnings.ShouldHaveSingleItem().ShouldContain("given twice");
    }

    [Fact]
    public void MakesNoFurtherCallWhenTheRestOfTheLineHasEnough()
    {
        SandboxFolder folder = Support.AddFolder("Deep");
        Support.AddItems(folder, 2000, size: 10);

        _session.Run("Get-MailboxItem support@contoso.example -Folder Deep | Select-Object -First 3").Output.Count.ShouldBe(3);

        // The first page, and the newest items, which are read before anything is given out.
        int calls = _session.Server.Requests.Count(CallKind.ListItems);
        calls.ShouldBe(2);
        _session.Run("'later'");
        _session.Server.Requests.Count(CallKind.ListItems).ShouldBe(calls);
    }

    [Fact]
    public void GivesAFolderOfManyPagesOnce()
    {
        SandboxFolder folder = Support.AddFolder("Pages");
        IReadOnlyList<SandboxItem> items = Support.AddItems(folder, 1100, size: 10);

        Ids("Get-MailboxItem support@contoso.example -Folder Pages").ShouldBe(items.Select(static i => i.Id));
    }

    [Fact]
    public void WritesTheErrorAndTheFoldersBeforeWhenAFolderIsRefused()
    {
        using HostedShell shell = new(new HostedShellOptions { WithUtilityStandIns = true });
        _session.ConnectWithRoles(shell, "User.Read.All", "MailboxFolder.Read.All");

        ShellResult result = shell.Run("Get-MailboxItem adele@contoso.example -Folder Inbox");

        SandboxSession.ErrorIds(result).ShouldBe(["MailboxRefused" + Id]);
        result.Text.ShouldContain("listing the items of 'Inbox' in adele@contoso.example");
        result.Text.ShouldContain("Get-MailboxItem needs MailboxItem.Read.All");
    }

    private IReadOnlyList<string> Ids(string script, params (string Name, object? Value)[] variables)
        => [.. _session.Run(script, variables).Output.Select(static o => (string)o.Properties["ItemId"].Value)];

    private IReadOnlyList<string> Folders(string script)
        => [.. _session.Run(script).Output.Select(static o => (string)o.Properties["FolderPath"].Value).Distinct().Order(StringComparer.Ordinal)];
}
