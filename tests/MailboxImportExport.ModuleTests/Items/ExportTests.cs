using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Sandbox.Shell;
using MailboxImportExport.Sandbox.Tenant;
using Shouldly;
using Xunit;

namespace MailboxImportExport.ModuleTests.Items;

public sealed class ExportTests : IClassFixture<SandboxSession>
{
    private const string Id = ",MailboxImportExport.Cmdlets.ExportMailboxItemCommand";

    private readonly SandboxSession _session;
    private readonly SandboxFolder _folder;

    public ExportTests(SandboxSession session)
    {
        _session = session;
        _folder = Support.AddFolder($"Export-{Guid.NewGuid():N}");
        _session.Server.Switches.DropExportedItems = new HashSet<string>();
        _session.Server.Requests.Clear();
    }

    private SandboxMailbox Support => _session.Mailbox("support");

    private SandboxMailbox Adele => _session.Mailbox("adele");

    [Theory]
    [InlineData("Get-MailboxItem adele@contoso.example -Folder Inbox -Recurse | Export-MailboxItem")]
    [InlineData("Export-MailboxItem adele@contoso.example -Folder Inbox -Recurse")]
    [InlineData("Get-MailboxContentFolder adele@contoso.example -Folder Inbox | Export-MailboxItem -Recurse")]
    public void GivesEachItemAsTheServiceSentIt(string script)
    {
        int before = _session.Server.Tenant.Exported.Count;
        string[] expected = [.. new[] { "Inbox", "Inbox/Projects", "Inbox/Projects/Alpha", "Inbox/Audit 2024/25" }.SelectMany(path => Adele.Folder(path).Items).Select(static i => i.Id)];

        IReadOnlyList<PSObject> items = _session.Run(script).Output;

        items.Select(static i => Text(i, "SourceItemId")).Order().ShouldBe(expected.Order());
        items.Select(static i => (Text(i, "SourceItemId"), Text(i, "Sha256").ToUpperInvariant(), (long)i.Properties["Size"].Value)).Order()
            .ShouldBe(_session.Server.Tenant.Exported.Skip(before).Select(static e => (e.ItemId, e.Sha256, e.Length)).Order());
    }

    [Fact]
    public void SaysWhereAnItemCameFrom()
    {
        SandboxItem item = Support.AddMail(_folder, "Invoice", "jo@fabrikam.example", new DateTimeOffset(2024, 5, 6, 7, 8, 9, TimeSpan.Zero));

        PSObject exported = _session.Run("Get-MailboxItem support@contoso.example -Folder $name | Export-MailboxItem", ("name", _folder.DisplayName)).Output.ShouldHaveSingleItem();

        Text(exported, "SourceMailboxId").ShouldBe(Support.Id);
        Text(exported, "SourceFolderId").ShouldBe(_folder.Id);
        Text(exported, "SourceFolderPath").ShouldBe(_folder.DisplayName);
        Text(exported, "SourceItemId").ShouldBe(item.Id);
        Text(exported, "ChangeKey").ShouldBe(item.ChangeKey.Listed);
        Text(exported, "ItemClass").ShouldBe("IPM.Note");
        Text(exported, "Subject").ShouldBe("Invoice");
        Text(exported, "Sender").ShouldBe("jo@fabrikam.example");
        exported.Properties["Received"].Value.ShouldBe(new DateTimeOffset(2024, 5, 6, 7, 8, 9, TimeSpan.Zero));
        exported.Properties["File"].Value.ShouldBeNull();
        exported.Properties.Select(static p => p.Name).ShouldNotContain("Content");
    }

    [Fact]
    public void ShowsATableThatAPersonReads()
    {
        Support.AddMail(_folder, "Invoice", "jo@fabrikam.example", DateTimeOffset.UnixEpoch);

        ShellResult result = _session.Run("Get-MailboxItem support@contoso.example -Folder $name | Export-MailboxItem", ("name", _folder.DisplayName));

        string[] lines = result.Text.Trim('\n').Split('\n');
        lines[0].ShouldBe("Subject                                              Size Class                From folder              File");
        lines[2].ShouldStartWith("Invoice" + new string(' ', 38));
        lines[2].ShouldContain(" IPM.Note             Export-");
    }

    [Fact]
    public void ExportsTheItemWhoseIdIsGiven()
    {
        SandboxItem item = Support.AddItems(_folder, 3)[1];

        PSObject exported = _session.Run("Export-MailboxItem -Mailbox support@contoso.example -ItemId $id", ("id", item.Id)).Output.ShouldHaveSingleItem();

        Text(exported, "SourceItemId").ShouldBe(item.Id);
        exported.Properties["Subject"].Value.ShouldBeNull();
        _session.Server.Requests.Count(CallKind.ListItems).ShouldBe(0);
    }

    [Fact]
    public void ExportsTheItemsOfACsvFile()
    {
        Support.AddItems(_folder, 5);

        ShellResult result = _session.Run(
            """
            Get-MailboxItem support@contoso.example -Folder $name | Export-Csv $file
            Import-Csv $file | Export-MailboxItem
            """,
            ("name", _folder.DisplayName),
            ("file", _session.NewPath()));

        result.Output.Select(static i => Text(i, "SourceItemId")).Order().ShouldBe(_folder.Items.Select(static i => i.Id).Order());
    }

    [Fact]
    public void ExportsEachMailboxThatIsPipedIn()
        => _session.Run("'adele@contoso.example', 'bruno@contoso.example' | Export-MailboxItem -Folder Inbox")
            .Output.Select(static i => Text(i, "SourceMailboxId")).Distinct().Order().ShouldBe(new[] { Adele.Id, _session.Mailbox("bruno").Id }.Order());

    [Fact]
    public void AccountsForEachMailboxInTheVariable()
    {
        Support.AddItems(_folder, 7, size: 100);

        ShellResult result = _session.Run(
            "$null = $support, 'nobody@contoso.example' | Export-MailboxItem -Folder $name -SummaryVariable summaries -ErrorAction Ignore -WarningAction Ignore; $summaries",
            ("support", "support@contoso.example"),
            ("name", _folder.DisplayName));

        result.Output.Select(static s => $"{s.Properties["Mailbox"].Value} {s.Properties["Verdict"].Value} {s.Properties["Requested"].Value} {s.Properties["Done"].Value}")
            .ShouldBe(["support@contoso.example Complete 7 7", "nobody@contoso.example Partial 0 0"]);
        ((IReadOnlyList<string>)result.Output[1].Properties["Reasons"].Value).ShouldHaveSingleItem().ShouldContain("no such user or mailbox");
    }

    [Theory]
    [InlineData("function f { $null = Export-MailboxItem support@contoso.example -Folder $name -SummaryVariable inner; $inner.Done }; f; $null -eq $inner", new[] { "2", "True" })]
    [InlineData("$null = New-Module { function g($n) { $null = Export-MailboxItem support@contoso.example -Folder $n -SummaryVariable account -Connection $global:MailboxImportExportConnection; $account.Done } }; g $name", new[] { "2" })]
    [InlineData("$null = Export-MailboxItem support@contoso.example -Folder $name -SummaryVariable script:account; $account.Done", new[] { "2" })]
    public void SetsTheVariableWhereTheCommandStands(string script, string[] output)
    {
        Support.AddItems(_folder, 2, size: 100);

        _session.Run(script, ("name", _folder.DisplayName)).Output.Select(static o => o.ToString()).ShouldBe(output);
    }

    [Fact]
    public void CountsItemsOfAMailboxThatIsNotThere()
    {
        ShellResult result = _session.Try("1..3 | ForEach-Object { Export-MailboxItem nobody@contoso.example -ItemId A, B -SummaryVariable account }; $account.Requested; $account.FailedCount; $account.Reasons.Count");

        result.Output.Select(static o => o.BaseObject.ToString()).ShouldBe(["2", "2", "2"]);
    }

    [Fact]
    public void WarnsWhenTheRunIsPartial()
    {
        Support.AddItems(_folder, 3, size: 100);

        ShellResult result = _session.Try("$null = 'support@contoso.example', 'dana@contoso.example' | Export-MailboxItem -Folder $name", ("name", _folder.DisplayName));

        result.Warnings.ShouldHaveSingleItem().ShouldStartWith("PARTIAL: dana@contoso.example: 0 of 0 items; The mailbox is inactive");
        SandboxSession.ErrorIds(result).ShouldBe(["MailboxUnavailable" + Id]);
    }

    [Fact]
    public void SaysThatAnItemIsGoneAtTheSecondLook()
    {
        IReadOnlyList<SandboxItem> items = Support.AddItems(_folder, 4, size: 100);

        ShellResult result = _session.Try(
            "$items = Get-MailboxItem support@contoso.example -Folder $name; $null = $mailbox.RemoveItem($gone); $items | Export-MailboxItem -SummaryVariable account; $account",
            ("name", _folder.DisplayName),
            ("mailbox", new Remover(Support)),
            ("gone", items[2].Id));

        SandboxSession.ErrorIds(result).ShouldBe(["ItemNotFound" + Id]);
        result.Errors[0].TargetObject.ShouldBe(items[2].Id);
        result.Output.Count.ShouldBe(4);
        PSObject account = result.Output[^1];
        account.Properties["Gone"].Value.ShouldBe(1);
        account.Properties["Verdict"].Value.ToString().ShouldBe("Complete");
        _session.Server.Requests.ExportCalls.Count(c => c.ItemIds.Contains(items[2].Id)).ShouldBe(2);
    }

    [Fact]
    public void AsksAgainForItemsThatTheServiceLeftOut()
    {
        IReadOnlyList<SandboxItem> items = Support.AddItems(_folder, 30, size: 100);
        _session.Server.Switches.DropExportedItems = new HashSet<string> { items[3].Id, items[28].Id };

        _session.Run("Export-MailboxItem support@contoso.example -Folder $name", ("name", _folder.DisplayName))
            .Output.Select(static i => Text(i, "SourceItemId")).Order().ShouldBe(items.Select(static i => i.Id).Order());
    }

    [Fact]
    public void SaysWhichIdIsWrongAndExportsTheOthers()
    {
        IReadOnlyList<SandboxItem> items = Support.AddItems(_folder, 3, size: 100);

        ShellResult result = _session.Try("Export-MailboxItem support@contoso.example -ItemId $ids", ("ids", new[] { items[0].Id, "nonsense", items[2].Id }));

        SandboxSession.ErrorIds(result).ShouldBe(["ItemNotExported" + Id]);
        result.Errors[0].TargetObject.ShouldBe("nonsense");
        result.Errors[0].Exception.Message.ShouldContain("ErrorInvalidIdMalformed");
        result.Output.Select(static i => Text(i, "SourceItemId")).Order().ShouldBe(new[] { items[0].Id, items[2].Id }.Order());
    }

    [Fact]
    public void ExportsAFolderOnceWhenItIsGivenTwice()
    {
        Support.AddItems(_folder, 5, size: 100);

        ShellResult result = _session.Run("'support@contoso.example', 'SUPPORT@contoso.example' | Export-MailboxItem -Folder $name", ("name", _folder.DisplayName));

        result.Output.Count.ShouldBe(5);
        result.Warnings.ShouldHaveSingleItem().ShouldContain("given twice");
    }

    [Fact]
    public void WarnsOncePerFolderWhenTheServiceCountsDifferently()
    {
        Support.AddItems(_folder, 3, size: 100);
        SandboxFolder other = Support.AddFolder($"Other-{Guid.NewGuid():N}");
        Support.AddItems(other, 2, size: 100);

        ShellResult result = _session.Run(
            """
            $folders = Get-MailboxContentFolder support@contoso.example | Where-Object DisplayName -in $names
            $extra.Add()
            $folders | Export-MailboxItem
            """,
            ("names", new[] { _folder.DisplayName, other.DisplayName }),
            ("extra", new Adder(Support, _folder)));

        result.Output.Count.ShouldBe(6);
        result.Warnings.ShouldHaveSingleItem().ShouldBe($"'{_folder.DisplayName}': the service counts 3 items, its listing brought 4.");
    }

    [Theory]
    [InlineData("-ItemClass IPM.Contact")]
    [InlineData("-Subject Nothing")]
    public void DoesNotWarnOfTheCountWhenTheServiceFilters(string filter)
    {
        Support.AddItems(_folder, 3, size: 100);

        _session.Run($"Export-MailboxItem support@contoso.example -Folder $name {filter}", ("name", _folder.DisplayName)).Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void ListsNoMoreOfAMailboxThatDoesNotLetItsItemsBeExported()
    {
        Support.AddItems(_folder, 2000, size: 10);
        using HostedShell shell = new(new HostedShellOptions { WithUtilityStandIns = true });
        _session.ConnectWithRoles(shell, "User.Read.All", "MailboxFolder.Read.All", "MailboxItem.Read.All");
        _session.Server.Requests.Clear();

        ShellResult result = shell.Run("Export-MailboxItem support@contoso.example -Folder $name", ("name", _folder.DisplayName));

        result.Errors.ShouldHaveSingleItem().FullyQualifiedErrorId.ShouldBe("MailboxRefused" + Id);
        _session.Server.Requests.Count(CallKind.ListItems).ShouldBeLessThan(8);
    }

    [Fact]
    public void NamesThePermissionWhenItIsMissing()
    {
        Support.AddItems(_folder, 2, size: 100);
        using HostedShell shell = new(new HostedShellOptions { WithUtilityStandIns = true });
        _session.ConnectWithRoles(shell, "User.Read.All", "MailboxFolder.Read.All", "MailboxItem.Read.All");

        ShellResult result = shell.Run("Export-MailboxItem support@contoso.example -Folder $name", ("name", _folder.DisplayName));

        result.Errors.ShouldAllBe(static e => e.FullyQualifiedErrorId == "MailboxRefused" + Id);
        result.Text.ShouldContain("Export-MailboxItem needs MailboxItem.Export.All");
        result.Text.ShouldContain("exporting items of support@contoso.example");
    }

    [Fact]
    public void EndsWithTooManyRefusalsWhenTenMailboxesRefuse()
    {
        using HostedShell shell = new(new HostedShellOptions { WithUtilityStandIns = true });
        _session.ConnectWithRoles(shell);
        _session.Server.Requests.Clear();

        ShellResult result = shell.Run("1..40 | ForEach-Object { \"user$_@contoso.example\" } | Export-MailboxItem -Folder Inbox");

        SandboxSession.ErrorIds(result).ShouldBe([.. Enumerable.Repeat("MailboxRefused" + Id, 10), "TooManyRefusals" + Id]);

        // They are looked up in groups, and the next group may be on its way; nobody asks for all of them.
        _session.Server.Requests.Count(CallKind.GetSettings).ShouldBeLessThan(40);
    }

    [Fact]
    public void EndsWithTooManyRefusalsWhenTenMailboxesMayBeListedButNotExported()
    {
        using HostedShell shell = new(new HostedShellOptions { WithUtilityStandIns = true });
        _session.ConnectWithRoles(shell, "MailboxFolder.Read.All", "MailboxItem.Read.All");
        string[] mailboxes = [.. Enumerable.Range(0, 10).Select(_ => _session.Server.Tenant.AddMailbox(Guid.NewGuid(), MailboxKind.Primary, MailboxLanguage.English)).Select(WithMail)];

        ShellResult result = shell.Run("$mailboxes | Export-MailboxItem", ("mailboxes", mailboxes));

        result.Errors[^1].FullyQualifiedErrorId.ShouldBe("TooManyRefusals" + Id);
    }

    private static string WithMail(SandboxMailbox mailbox)
    {
        mailbox.AddItems(mailbox.AddFolder("Mail"), 1, size: 100);
        return mailbox.Id;
    }

    private static string Text(PSObject item, string property) => (string)item.Properties[property].Value;

    /// <summary>Lets a script remove an item in the middle of its work.</summary>
    private sealed class Remover(SandboxMailbox mailbox)
    {
        public bool RemoveItem(string id) => mailbox.RemoveItem(mailbox.Item(id));
    }

    /// <summary>Lets a script have a mail arrive in the middle of its work.</summary>
    private sealed class Adder(SandboxMailbox mailbox, SandboxFolder folder)
    {
        public void Add() => mailbox.AddMail(folder, "New", "jo@fabrikam.example", DateTimeOffset.UnixEpoch);
    }
}
