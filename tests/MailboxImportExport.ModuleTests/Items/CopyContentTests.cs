using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Import;
using MailboxImportExport.Sandbox.Mapi;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Sandbox.Shell;
using MailboxImportExport.Sandbox.Tenant;
using Shouldly;
using Xunit;

namespace MailboxImportExport.ModuleTests.Items;

/// <summary>Whole mailboxes and folders from mailbox to mailbox.</summary>
public sealed class CopyContentTests : IAsyncLifetime
{
    private const string Id = ",MailboxImportExport.Cmdlets.CopyMailboxContentCommand";
    private const string Account = " | ForEach-Object { \"$($_.Mailbox): $($_.Verdict) $($_.Requested) = $($_.Done) $($_.Skipped) $($_.Gone) $($_.Pending)\" }";

    private readonly SandboxSession _session = new();
    private SandboxMailbox _target = null!;

    private SandboxMailbox Adele => _session.Mailbox("adele");

    private SandboxMailbox Bruno => _session.Mailbox("bruno");

    private SandboxMailbox Support => _session.Mailbox("support");

    private RequestLog Requests => _session.Server.Requests;

    public async ValueTask InitializeAsync()
    {
        await _session.InitializeAsync();
        _target = _session.Server.Tenant.AddMailbox(Guid.NewGuid(), MailboxKind.Primary, MailboxLanguage.English);
        StandardFolders.AddTo(_target);
        Requests.Clear();
    }

    public ValueTask DisposeAsync() => _session.DisposeAsync();

    [Fact]
    public void MakesTheWholeMailboxAgain()
    {
        Adele.AddFolder("Nothing in it", "IPF.Task");

        ShellResult result = Run("$summary = Copy-MailboxContent adele@contoso.example -TargetMailbox $target; $summary; $summary.Folders | Where-Object LeftOut");

        result.Output[0].Properties["Verdict"].Value.ToString().ShouldBe("Complete");
        result.Output.Skip(1).Select(static f => f.Properties["LeftOut"].Value.ToString()).ShouldContain("synchronisation log");
        _target.Folder("Nothing in it").FolderClass.ShouldBe("IPF.Task");
        foreach (SandboxFolder old in Adele.Folders.Where(static f => !f.IsSearchFolder && f.Path.StartsWith("Inbox", StringComparison.Ordinal)).Append(Adele.Folder("Calendar")).Append(Adele.Folder("Deleted Items")))
        {
            SearchKeys(_target.Folder(old.Path)).ShouldBe(SearchKeys(old), old.Path);
        }
    }

    [Fact]
    public void MakesItemsThatAreLikeTheOriginals()
    {
        ShellResult result = Run("Copy-MailboxContent adele@contoso.example -TargetMailbox $target -PassThru");

        string[][] items = [.. result.Output.Where(static o => o.TypeNames[0].EndsWith(".ImportedMailboxItem", StringComparison.Ordinal))
            .Select(static o => new[] { (string)o.Properties["ItemId"].Value, (string)o.Properties["SourceItemId"].Value })];
        items.Length.ShouldBeGreaterThan(100);
        result.Output.Count.ShouldBe(items.Length + 1);
        items.ShouldAllBe(i => _target.Item(i[0]).Content.SameAs(ImportedContent.Of(Adele.Item(i[1]).Content)));
    }

    [Fact]
    public void CopiesOnlyTheRestInASecondPass()
    {
        Run("Copy-MailboxContent adele@contoso.example -TargetMailbox $target");
        Adele.AddItems(Adele.Folder("Inbox/Projects"), 3, size: 100);
        int all = Requests.ExportCalls.Sum(static c => c.ItemIds.Count);
        Requests.Clear();

        string account = Lines("Copy-MailboxContent adele@contoso.example -TargetMailbox $target").ShouldHaveSingleItem();

        account.ShouldBe($"adele@contoso.example: Complete {all + 3} = 3 {all} 0 0");
        Requests.ExportCalls.Sum(static c => c.ItemIds.Count).ShouldBe(3);
        Requests.Count(CallKind.CreateFolder).ShouldBe(0);
    }

    [Fact]
    public void FindsTheFoldersInAnotherLanguage()
    {
        Lines("Copy-MailboxContent bruno@contoso.example -TargetMailbox $target").ShouldHaveSingleItem().ShouldStartWith("bruno@contoso.example: Complete");

        SearchKeys(_target.Folder("Inbox")).ShouldBe(SearchKeys(Bruno.Folder("Posteingang")));
        _target.Folder("Inbox/Verträge & Angebote").Items.Count.ShouldBe(Bruno.Folder("Posteingang/Verträge & Angebote").Items.Count);
        _target.Folders.Select(static f => f.DisplayName).ShouldNotContain("Posteingang");
    }

    [Fact]
    public void CopiesTheFoldersThatAreAskedFor()
    {
        Lines("Copy-MailboxContent adele@contoso.example -IncludeFolders '#Inbox#/*' -ExcludeFolders Inbox/Projects/Alpha -ItemClass IPM.Note -TargetMailbox $target").ShouldHaveSingleItem();

        _target.Folder("Inbox/Projects").Items.Count.ShouldBe(Adele.Folder("Inbox/Projects").Items.Count(static i => i.MessageClass == "IPM.Note"));
        _target.Folders.Select(static f => f.Path).ShouldNotContain("Inbox/Projects/Alpha");
        _target.Folder("Calendar").Items.ShouldBeEmpty();
    }

    [Fact]
    public void KeepsTheTreeBelowTheTargetFolder()
    {
        Lines("Copy-MailboxContent adele@contoso.example -Folder Inbox -Recurse -TargetMailbox $target -TargetFolder 'From Adele'").ShouldHaveSingleItem();

        SearchKeys(_target.Folder("From Adele/Inbox/Projects/Alpha")).ShouldBe(SearchKeys(Adele.Folder("Inbox/Projects/Alpha")));
    }

    [Fact]
    public void CopiesTheNewestFirst()
    {
        SandboxFolder folder = Support.AddFolder("Source");
        for (int day = 1; day <= 100; day++)
        {
            Support.AddMail(folder, $"Day {day}", "jo@fabrikam.example", new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero).AddDays(day));
        }

        Run("Copy-MailboxContent support@contoso.example -Folder Source -NewestFirst -TargetMailbox $target");

        // Four calls of twenty may be under way at once, and whichever comes first is counted first.
        Days(Requests.ExportCalls[0]).ShouldAllBe(static day => day > 20);
        Days(Requests.ExportCalls[^1]).ShouldAllBe(static day => day <= 80);
    }

    private IEnumerable<int> Days(ExportCall call) => call.ItemIds.Select(id => int.Parse(Support.Item(id).Subject.Substring("Day ".Length), CultureInfo.InvariantCulture));

    [Fact]
    public void GivesEachOfSeveralMailboxesItsOwnFolder()
    {
        Lines("'adele@contoso.example', 'bruno@contoso.example' | Copy-MailboxContent -Folder Inbox -TargetMailbox $target -TargetFolder 'Left/{name}'").Count.ShouldBe(2);

        SearchKeys(_target.Folder("Left/adele@contoso.example/Inbox")).ShouldBe(SearchKeys(Adele.Folder("Inbox")));
        SearchKeys(_target.Folder("Left/bruno@contoso.example/Posteingang")).ShouldBe(SearchKeys(Bruno.Folder("Posteingang")));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" -TargetFolder Left")]
    public void RefusesToMixSeveralMailboxes(string folder)
    {
        ShellResult result = Try($"'adele@contoso.example', 'bruno@contoso.example' | Copy-MailboxContent -TargetMailbox $target{folder}");

        SandboxSession.ErrorIds(result).ShouldBe(["ArgumentInvalid" + Id]);
        result.Errors[0].Exception.Message.ShouldContain("{name}");
        Requests.Count(CallKind.ExportItems).ShouldBe(0);
        Requests.Count(CallKind.CreateFolder).ShouldBe(0);
    }

    [Fact]
    public void CopiesSeveralFoldersOfOneMailbox()
    {
        ShellResult result = Run("Get-MailboxContentFolder adele@contoso.example -Folder Inbox -Recurse | Copy-MailboxContent -TargetMailbox $target");

        result.Output.ShouldHaveSingleItem().Properties["Verdict"].Value.ToString().ShouldBe("Complete");
        SearchKeys(_target.Folder("Inbox/Projects/Alpha")).ShouldBe(SearchKeys(Adele.Folder("Inbox/Projects/Alpha")));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" -Move -Force")]
    [InlineData(" -ConflictAction Copy")]
    public void CopiesEachItemOnceWhenFoldersLieInsideEachOther(string more)
    {
        string[] alpha = [.. SearchKeys(Adele.Folder("Inbox/Projects/Alpha"))];

        ShellResult result = Run("Get-MailboxContentFolder adele@contoso.example -Folder Inbox -Recurse | Copy-MailboxContent -Recurse -TargetMailbox $target -Verbose" + more);

        PSObject summary = result.Output.ShouldHaveSingleItem();
        summary.Properties["Verdict"].Value.ToString().ShouldBe("Complete");
        SearchKeys(_target.Folder("Inbox/Projects/Alpha")).ShouldBe(alpha);
        Requests.Count(CallKind.ImportItem).ShouldBe(Convert.ToInt32(summary.Properties["Done"].Value, CultureInfo.InvariantCulture));
        if (more.Length == 0)
        {
            summary.Properties["Skipped"].Value.ShouldNotBe(0L);
            result.Verbose.ShouldContain(static l => l.Contains("it was given before", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void MakesTheFolderAndAccountsForItWhenTheNewestCreatedComeFirst()
    {
        SandboxFolder folder = Support.AddFolder("Empty");
        Support.AddItems(Support.AddFolder("Some"), 3, size: 100);

        ShellResult result = Run("'Empty', 'Some' | ForEach-Object { Copy-MailboxContent support@contoso.example -Folder $_ -NewestFirst -TimeProperty Created -TargetMailbox $target }");

        _target.Folder("Empty").Items.ShouldBeEmpty();
        _target.Folder("Some").Items.Count.ShouldBe(3);
        result.Output.Select(static s => string.Join(',', ((IEnumerable<object>)s.Properties["Folders"].Value).Select(static f => f.ToString()))).ShouldAllBe(static f => f.Length > 0);
        result.Output.Select(static s => s.Properties["Verdict"].Value.ToString()).ShouldAllBe(static v => v == "Complete");
        folder.Items.ShouldBeEmpty();
    }

    [Fact]
    public void RefusesToCopyAFolderIntoItselfWhenTheNewestCreatedComeFirst()
    {
        ShellResult result = Try("Copy-MailboxContent adele@contoso.example -Folder Inbox -NewestFirst -TimeProperty Created -TargetMailbox adele@contoso.example -ConflictAction Copy");

        SandboxSession.ErrorIds(result).ShouldBe(["ArgumentInvalid" + Id]);
        Requests.Count(CallKind.ImportItem).ShouldBe(0);
    }

    [Fact]
    public void RefusesToCopyAMailboxIntoItself()
    {
        ShellResult result = Try("Copy-MailboxContent adele@contoso.example -TargetMailbox adele@contoso.example -ConflictAction Copy");

        SandboxSession.ErrorIds(result).ShouldBe(["ArgumentInvalid" + Id]);
        result.Output.ShouldHaveSingleItem().Properties["Verdict"].Value.ToString().ShouldBe("Partial");
        Requests.Count(CallKind.ImportItem).ShouldBe(0);
    }

    [Fact]
    public void LeavesTheCopyOutOfACopyIntoAFolderOfItsOwn()
    {
        const string Line = "Copy-MailboxContent bruno@contoso.example -TargetMailbox bruno@contoso.example -TargetFolder Kopie -WarningAction SilentlyContinue";
        string first = Lines(Line).ShouldHaveSingleItem();
        int items = Bruno.Items.Count;

        string second = Lines(Line).ShouldHaveSingleItem();

        first.ShouldContain("Complete");
        second.ShouldContain(" = 0 ");
        Bruno.Items.Count.ShouldBe(items);
        Bruno.Folders.Select(static f => f.Path).ShouldNotContain("Kopie/Kopie");
    }

    [Fact]
    public async Task CopiesFromOneTenantToAnother()
    {
        await using SandboxServer other = await SandboxServer.StartAsync(new SandboxOptions { PublishAddress = true }, CancellationToken.None);
        SandboxMailbox chika = other.Tenant.Mailbox("chika@contoso.example");

        Run("$new = Connect-MailboxImportExport -Sandbox -Uri $uri -PassThru; $old = Connect-MailboxImportExport -Sandbox -Uri $own -PassThru; "
            + "Copy-MailboxContent adele@contoso.example -Connection $old -TargetConnection $new -TargetMailbox chika@contoso.example",
            ("uri", other.Uri.GetLeftPart(UriPartial.Authority)),
            ("own", _session.Uri)).Output.ShouldHaveSingleItem().Properties["Verdict"].Value.ToString().ShouldBe("Complete");

        SearchKeys(chika.Folder("Inbox/Projects")).ShouldBe(SearchKeys(Adele.Folder("Inbox/Projects")));
        Requests.Count(CallKind.ImportItem).ShouldBe(0);
    }

    [Fact]
    public void GoesOnWhereItWasStopped()
    {
        SandboxFolder source = Support.AddFolder("Source");
        Support.AddItems(source, 2000, size: 10);
        const string Line = "Copy-MailboxContent support@contoso.example -Folder Source -TargetMailbox $target";

        Run(Line + " -PassThru | Select-Object -First 1");
        Lines(Line).ShouldHaveSingleItem().ShouldMatch("Complete 2000 = [0-9]+ [1-9][0-9]* 0 0$");

        SearchKeys(_target.Folder("Source")).ShouldBe(SearchKeys(source));
    }

    [Fact]
    public void EndsAsARunbookWantsItTo()
    {
        const string Line = "Copy-MailboxContent bruno@contoso.example -Folder Inbox -TargetMailbox $target -MaxDuration 02:45:00 -FailOnPartial -LogPath $folder/copy.log -JournalPath $folder/copy.jsonl -ThrottleLimit 2";
        Lines(Line).ShouldHaveSingleItem().ShouldContain("Complete");
        _session.Server.Gates.RefuseNextImport();

        ShellResult result = Try(Line + " -ConflictAction Copy");

        SandboxSession.ErrorIds(result).ShouldBe(["ItemNotImported" + Id, "RunPartial" + Id]);
        File.ReadAllLines(Path.Combine(_session.Folder, "copy.log")).Count(static l => l.Contains("\"Done\"", StringComparison.Ordinal)).ShouldBeGreaterThan(2 * (Bruno.Folder("Posteingang").Items.Count - 1));
        File.Exists(Path.Combine(_session.Folder, "copy.jsonl")).ShouldBeTrue();
    }

    [Fact]
    public void CopiesAnArchive()
    {
        Lines("Copy-MailboxContent adele@contoso.example -Archive -TargetMailbox $target -TargetFolder Archive").ShouldHaveSingleItem().ShouldContain("Complete");

        _target.Items.Count(static i => !i.IsAssociated).ShouldBe(_session.Server.Tenant.User("adele@contoso.example").Archive!.Items.Count(static i => !i.IsAssociated));
    }

    [Fact]
    public void SaysWhatCouldNotBeCopied()
    {
        SandboxFolder source = Support.AddFolder("Source");
        Support.AddItems(source, 5, size: 100);
        _session.Server.Gates.RefuseNextImport();

        ShellResult result = Try("Copy-MailboxContent support@contoso.example -Folder Source -TargetMailbox $target" + Account);

        SandboxSession.ErrorIds(result).ShouldBe(["ItemNotImported" + Id]);
        result.OutputAs<string>().ShouldBe(["support@contoso.example: Partial 5 = 4 0 0 0"]);
        result.Warnings.ShouldHaveSingleItem().ShouldContain("1 item failed");
    }

    [Fact]
    public void CopiesTheOtherFoldersWhenOneOfTheTargetIsRefused()
    {
        SandboxFolder tree = Support.AddFolder("Tree");
        _target.AddFolder("Tree");
        SandboxFolder refused = _target.AddFolder("Tree/A");
        foreach (string name in new[] { "A", "B", "C" })
        {
            Support.AddItems(Support.AddFolder(tree, new NewFolder(name)), 4, size: 100, seed: name[0]);
        }

        for (int i = 0; i < 50; i++)
        {
            _session.Server.Gates.OnNext(CallKind.ListItems, call => call.Http.Request.Path.Value!.Contains(refused.Id, StringComparison.Ordinal)
                ? Task.FromException(new GraphError(403, "ErrorAccessDenied", "Access is denied."))
                : Task.CompletedTask);
        }

        ShellResult result = Try("Copy-MailboxContent support@contoso.example -Folder Tree -Recurse -TargetMailbox $target" + Account);

        SandboxSession.ErrorIds(result).ShouldAllBe(static e => e == "MailboxRefused" + Id);
        result.OutputAs<string>().ShouldBe(["support@contoso.example: Partial 12 = 8 0 0 0"]);
    }

    [Fact]
    public void GoesOnWithTheNextMailboxWhenOneIsMissing()
    {
        ShellResult result = Try("'nobody@contoso.example', 'bruno@contoso.example' | Copy-MailboxContent -Folder Inbox -TargetMailbox $target -TargetFolder '{name}'" + Account);

        SandboxSession.ErrorIds(result).ShouldBe(["MailboxNotFound" + Id]);
        result.OutputAs<string>().Count(static l => l.StartsWith("bruno@contoso.example: Complete", StringComparison.Ordinal)).ShouldBe(1);
        result.OutputAs<string>().ShouldContain("nobody@contoso.example: Partial 0 = 0 0 0 0");
    }

    [Fact]
    public void SaysWhatWouldBeCopied()
    {
        string shown = _session.Shell.RunAsUser("Copy-MailboxContent adele@contoso.example -Folder Inbox -Recurse -TargetMailbox chika@contoso.example -TargetFolder 'From Adele' -WhatIf");

        shown.ShouldContain("\"Copy\" on target \"adele@contoso.example, folder 'Inbox' (4 folders, 57 items) into chika@contoso.example, folder 'From Adele'\"");
        Requests.Count(CallKind.CreateFolder).ShouldBe(0);
        Requests.Count(CallKind.ExportItems).ShouldBe(0);
    }

    [Fact]
    public void RefusesItems()
    {
        ShellResult result = Try("Get-MailboxItem adele@contoso.example -Folder Inbox -First 1 | Copy-MailboxContent -TargetMailbox $target");

        SandboxSession.ErrorIds(result).ShouldBe(["ArgumentInvalid" + Id]);
        Requests.Count(CallKind.ExportItems).ShouldBe(0);
    }

    private IReadOnlyList<string> Lines(string copy) => [.. Run(copy + Account).OutputAs<string>()];

    private ShellResult Run(string script, params (string Name, object? Value)[] variables) => _session.Run(script, [.. variables, ("target", _target.Id)]);

    private ShellResult Try(string script) => _session.Try(script, ("target", _target.Id));

    private static IReadOnlyList<string> SearchKeys(SandboxFolder folder)
        => [.. folder.Items.Where(static i => !i.IsAssociated).Select(static i => i.Content.Properties.Content(Tags.SearchKey)?.Sha256() ?? string.Empty).Order()];
}
