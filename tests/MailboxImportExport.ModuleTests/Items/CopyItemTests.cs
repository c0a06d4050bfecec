using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Mapi;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Sandbox.Shell;
using MailboxImportExport.Sandbox.Tenant;
using Shouldly;
using Xunit;

namespace MailboxImportExport.ModuleTests.Items;

/// <summary>Items from mailbox to mailbox.</summary>
public sealed class CopyItemTests : IAsyncLifetime
{
    private const string Id = ",MailboxImportExport.Cmdlets.CopyMailboxItemCommand";
    private const string Source = "Get-MailboxItem support@contoso.example -Folder Source";
    private const string Into = " | Copy-MailboxItem -TargetMailbox chika@contoso.example -TargetFolder Target -SummaryVariable account";
    private const string Account = "; $account | ForEach-Object { \"$($_.Mailbox): $($_.Verdict) $($_.Requested) = $($_.Done) $($_.Skipped) $($_.Gone) $($_.Pending)\" }";

    private readonly SandboxSession _session = new();
    private SandboxFolder _source = null!;
    private SandboxFolder _target = null!;

    private SandboxMailbox Support => _session.Mailbox("support");

    private RequestLog Requests => _session.Server.Requests;

    public async ValueTask InitializeAsync()
    {
        await _session.InitializeAsync();
        _source = Support.AddFolder("Source");
        _target = _session.Mailbox("chika").AddFolder("Target");
        Requests.Clear();
    }

    public ValueTask DisposeAsync() => _session.DisposeAsync();

    [Fact]
    public void CopiesEachItemOnceWithBothHalvesAtWork()
    {
        Support.AddItems(_source, 400, size: 500);

        ShellResult result = _session.Run(Source + Into);

        result.Output.Count.ShouldBe(400);
        result.Warnings.ShouldBeEmpty();
        SearchKeys(_target).ShouldBe(SearchKeys(_source));
        Requests.ExportCalls.Sum(static c => c.ItemIds.Count).ShouldBe(400);
        Requests.Of(CallKind.ImportItem)[0].Number.ShouldBeLessThan(Requests.Of(CallKind.ExportItems)[^1].Number);
        Requests.Count(CallKind.CreateImportSession).ShouldBe(1);
    }

    [Fact]
    public void ExportsOnlyWhatTheTargetLacks()
    {
        Support.AddItems(_source, 30, size: 100);
        Run(Source + Into).ShouldBe(["support@contoso.example: Complete 30 = 30 0 0 0"]);
        Support.AddItems(_source, 3, size: 100, seed: 7);
        Requests.Clear();

        Run(Source + Into).ShouldBe(["support@contoso.example: Complete 33 = 3 30 0 0"]);

        Requests.ExportCalls.Sum(static c => c.ItemIds.Count).ShouldBe(3);
        _target.Items.Count.ShouldBe(33);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" -ConflictAction Copy")]
    public void CopiesAnItemOnceThatIsPipedInTwice(string more)
    {
        Support.AddItems(_source, 3, size: 100);

        Run("$items = " + Source + "; $items + $items" + Into + more).ShouldBe(["support@contoso.example: Complete 6 = 3 3 0 0"]);

        _target.Items.Count.ShouldBe(3);
    }

    [Fact]
    public void AccountsForItemsWhoseFolderIsNotThere()
    {
        string[] ids = [.. Support.AddItems(_source, 12, size: 100).Select(static i => i.Id)];

        ShellResult result = _session.Try("Copy-MailboxItem support@contoso.example -ItemId $ids -Folder Nowhere -TargetMailbox chika@contoso.example -SummaryVariable account -LogPath $log; $account", ("ids", ids), ("log", _session.NewPath()));

        SandboxSession.ErrorIds(result).ShouldBe(Enumerable.Repeat("FolderNotFound" + Id, 12));
        result.Errors.Select(static e => e.TargetObject).ShouldBe(ids);
        PSObject summary = result.Output.ShouldHaveSingleItem();
        summary.Properties["Requested"].Value.ShouldBe(12L);
        summary.Properties["FailedCount"].Value.ShouldBe(12L);
    }

    [Fact]
    public void TellsOnceThatAMailboxDoesNotLetItsFoldersBeSeen()
    {
        string[] ids = [.. Support.AddItems(_source, 12, size: 100).Select(static i => i.Id)];
        using HostedShell shell = new(new HostedShellOptions { WithUtilityStandIns = true });
        _session.ConnectWithRoles(shell, "User.Read.All", "MailboxItem.Read.All", "MailboxItem.Export.All");

        ShellResult result = shell.Run("Export-MailboxItem support@contoso.example -ItemId $ids -DestinationPath $path; $ids | ForEach-Object { [pscustomobject]@{ MailboxId = $mailbox; FolderId = 'Nowhere'; ItemId = $_ } } | Copy-MailboxItem -TargetMailbox chika@contoso.example -TargetFolder Target -SummaryVariable account; $account.FailedCount", ("ids", ids), ("path", _session.NewPath()), ("mailbox", Support.Id));

        result.Errors.ShouldHaveSingleItem().FullyQualifiedErrorId.ShouldBe("MailboxRefused" + Id);
        result.Output[^1].ToString().ShouldBe("12");
    }

    [Fact]
    public void CopiesEqualItemsAsOftenAsTheSourceHasThem()
    {
        Support.AddItems(_source, 1, size: 100);
        Run(Source + Into);
        Support.AddItems(_source, 1, size: 100);

        Run(Source + Into).ShouldBe(["support@contoso.example: Complete 2 = 1 1 0 0"]);
    }

    [Fact]
    public void CopiesOnceMoreWithoutLookingWhenCopiesAreAskedFor()
    {
        Support.AddItems(_source, 3, size: 100);
        _session.Run("$items = " + Source);
        Requests.Clear();

        Run("$items" + Into + " -ConflictAction Copy");
        Run("$items" + Into + " -ConflictAction Copy").ShouldBe(["support@contoso.example: Complete 3 = 3 0 0 0"]);

        _target.Items.Count.ShouldBe(6);
        Requests.Count(CallKind.ListItems).ShouldBe(0);
    }

    [Fact]
    public void CopiesItemsThatAreNamedByTheirIds()
    {
        SandboxItem item = Support.AddItems(_source, 2, size: 100)[1];

        _session.Run("[pscustomobject]@{ MailboxId = $mailbox; ItemId = $id }" + Into, ("mailbox", Support.Id), ("id", item.Id));

        _target.Items.ShouldHaveSingleItem().Subject.ShouldBe(item.Subject);
    }

    [Fact]
    public void PutsItemsIntoTheSameFoldersInAnotherLanguage()
    {
        SandboxFolder inbox = _session.Mailbox("bruno").Folder("Posteingang");
        int before = inbox.Items.Count;

        ShellResult result = _session.Run("Get-MailboxItem adele@contoso.example -Folder Inbox | Copy-MailboxItem -TargetMailbox bruno@contoso.example");

        result.Output.ShouldNotBeEmpty();
        inbox.Items.Count.ShouldBe(before + result.Output.Count);
    }

    [Fact]
    public async Task CopiesFromOneTenantToAnother()
    {
        await using SandboxServer other = await SandboxServer.StartAsync(new SandboxOptions { PublishAddress = true }, CancellationToken.None);
        SandboxFolder there = other.Tenant.Mailbox("support@contoso.example").AddFolder("Source");
        Support.AddItems(_source, 30, size: 100);

        _session.Run(
            "$new = Connect-MailboxImportExport -Sandbox -Uri $uri -PassThru; $old = Connect-MailboxImportExport -Sandbox -Uri $own -PassThru; "
            + "Get-MailboxItem support@contoso.example -Folder Source -Connection $old | Copy-MailboxItem -Connection $old -TargetConnection $new -TargetMailbox support@contoso.example",
            ("uri", other.Uri.GetLeftPart(UriPartial.Authority)),
            ("own", _session.Uri)).Output.Count.ShouldBe(30);

        SearchKeys(there).ShouldBe(SearchKeys(_source));
        _source.Items.Count.ShouldBe(30);
        Requests.Count(CallKind.ImportItem).ShouldBe(0);
        other.Requests.Count(CallKind.ExportItems).ShouldBe(0);
    }

    [Fact]
    public void AccountsForEachSourceByItself()
    {
        IReadOnlyList<SandboxItem> items = Support.AddItems(_source, 5, size: 100);
        SandboxFolder more = _session.Mailbox("adele").AddFolder("Source");
        _session.Mailbox("adele").AddItems(more, 4, size: 100, seed: 3);
        _session.Run("$items = @(" + Source + ") + @(Get-MailboxItem adele@contoso.example -Folder Source)");
        Support.RemoveItem(items[1]).ShouldBeTrue();
        _session.Server.Gates.RefuseNextImport();

        ShellResult result = _session.Try("$null = $items" + Into + Account + "; \"failed $(($account.Reasons -match '1 item failed').Count)\"");

        string[] lines = [.. result.OutputAs<string>()];
        result.Errors.Count.ShouldBe(2);
        SandboxSession.ErrorIds(result).ShouldBe(["ItemNotFound" + Id, "ItemNotImported" + Id], ignoreOrder: true);
        lines.ShouldContain("failed 1");
        lines.Count(static l => l.StartsWith("support@contoso.example: ", StringComparison.Ordinal) || l.StartsWith("adele@contoso.example: ", StringComparison.Ordinal)).ShouldBe(2);
        lines.Single(static l => l.StartsWith("support", StringComparison.Ordinal)).ShouldMatch("^support@contoso.example: (Partial 5 = 3|Complete 5 = 4) 0 1 0$");
        lines.Single(static l => l.StartsWith("adele", StringComparison.Ordinal)).ShouldMatch("^adele@contoso.example: (Partial 4 = 3|Complete 4 = 4) 0 0 0$");
    }

    [Fact]
    public void FindsAnItemThatArrivedAlthoughTheAnswerWasLost()
    {
        Support.AddItems(_source, 3, size: 100);
        _session.Server.Faults.OnNext(CallKind.ImportItem, FaultKind.AnswerLost);

        Run(Source + Into).ShouldBe(["support@contoso.example: Complete 3 = 3 0 0 0"]);

        _target.Items.Count.ShouldBe(3);
    }

    [Theory]
    [InlineData((int)CallKind.ExportItems, (int)FaultKind.Throttled)]
    [InlineData((int)CallKind.ExportItems, (int)FaultKind.CutInBody)]
    [InlineData((int)CallKind.ExportItems, (int)FaultKind.MissingIds)]
    [InlineData((int)CallKind.ImportItem, (int)FaultKind.Throttled)]
    [InlineData((int)CallKind.ImportItem, (int)FaultKind.SessionExpired)]
    [InlineData((int)CallKind.ListItems, (int)FaultKind.Unavailable)]
    public void CopiesEverythingWhateverTheServiceHasInTheWay(int call, int fault)
    {
        _session.Server.Faults.Pause = TimeSpan.Zero;
        Support.AddItems(_source, 25, size: 100);
        _session.Server.Faults.OnNext((CallKind)call, (FaultKind)fault);

        Run(Source + Into).ShouldBe(["support@contoso.example: Complete 25 = 25 0 0 0"]);

        SearchKeys(_target).ShouldBe(SearchKeys(_source));
    }

    [Fact]
    public void ExportsNothingWhenTheTargetFolderIsMissing()
    {
        Support.AddItems(_source, 2, size: 100);

        ShellResult result = _session.Try(Source + " | Copy-MailboxItem -TargetMailbox chika@contoso.example");

        SandboxSession.ErrorIds(result).Distinct().ShouldBe(["FolderNotFound" + Id]);
        result.Errors[0].Exception.Message.ShouldContain("-CreateFolder");
        Requests.Count(CallKind.ExportItems).ShouldBe(0);
    }

    [Theory]
    [InlineData("nobody@contoso.example", "MailboxNotFound")]
    [InlineData("chika@contoso.example, bruno@contoso.example", "ArgumentInvalid")]
    public void EndsAtOnceWhenThereIsNoTarget(string target, string error)
    {
        Support.AddItems(_source, 2, size: 100);

        ShellResult result = _session.Try($"{Source} | Copy-MailboxItem -TargetMailbox {target} -TargetFolder Target");

        SandboxSession.ErrorIds(result).ShouldBe([error + Id]);
        Requests.Count(CallKind.ExportItems).ShouldBe(0);
    }

    [Fact]
    public void StopsAtOnceWhenNobodyWantsMore()
    {
        Support.AddItems(_source, 2000, size: 10);

        _session.Run(Source + Into + " | Select-Object -First 1").Output.Count.ShouldBe(1);

        int imports = Requests.Count(CallKind.ImportItem);
        imports.ShouldBeLessThan(500);
        _session.Run("'later'");
        Requests.Count(CallKind.ImportItem).ShouldBe(imports);
    }

    [Fact]
    public void GoesThroughASmallSpool()
    {
        Support.AddItems(_source, 24, size: 300_000);

        Run(Source + Into + " -SpoolLimit 1MB -SpoolPath $folder").ShouldBe(["support@contoso.example: Complete 24 = 24 0 0 0"]);
    }

    [Fact]
    public void MakesNoCallThatChangesWhenWhatIfIsGiven()
    {
        Support.AddItems(_source, 1, size: 100);

        _session.Shell.RunAsUser(Source + Into + " -WhatIf").ShouldContain("Performing the operation \"Copy\" on target \"'Message 1 of series 1' into chika@contoso.example, folder 'Target'\"");

        Requests.Count(CallKind.ExportItems).ShouldBe(0);
        _target.Items.ShouldBeEmpty();
    }

    [Fact]
    public void AsksForItemsWhenAMailboxIsGiven()
    {
        ShellResult result = _session.Try("Copy-MailboxItem support@contoso.example -TargetMailbox chika@contoso.example");

        SandboxSession.ErrorIds(result).ShouldBe(["ArgumentInvalid" + Id]);
        result.Errors[0].Exception.Message.ShouldContain("Copy-MailboxContent");
    }

    private IReadOnlyList<string> Run(string copy) => [.. _session.Run($"$null = . {{ {copy} }}" + Account).OutputAs<string>()];

    private static IReadOnlyList<string> SearchKeys(SandboxFolder folder)
        => [.. folder.Items.Select(static i => i.Content.Properties.Content(Tags.SearchKey)!.Sha256()).Order()];
}
