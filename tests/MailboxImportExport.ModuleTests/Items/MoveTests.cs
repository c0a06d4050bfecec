using System;
using System.Linq;
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

/// <summary>Copies that remove from the source what is proven to stand in the target.</summary>
public sealed class MoveTests : IAsyncLifetime
{
    private const string Id = ",MailboxImportExport.Cmdlets.CopyMailboxItemCommand";
    private const string Account = "; $account | ForEach-Object { \"$($_.Verdict) $($_.Requested) = $($_.Done) $($_.Skipped) $($_.Gone), $($_.Removed) removed, $($_.Kept) kept\" }";
    private const string Source = "Get-MailboxItem support@contoso.example -Folder Source";
    private const string Into = " | Copy-MailboxItem -TargetMailbox chika@contoso.example -TargetFolder Target -SummaryVariable account";
    private const string Move = Source + Into + " -Move -Force";
    private const string MoveContent = "$account = Copy-MailboxContent support@contoso.example -Folder Source -TargetMailbox chika@contoso.example -Move -Force";

    private readonly SandboxSession _session = new();
    private SandboxFolder _source = null!;
    private SandboxFolder _target = null!;

    private SandboxMailbox Support => _session.Mailbox("support");

    private SandboxMailbox Chika => _session.Mailbox("chika");

    private RequestLog Requests => _session.Server.Requests;

    public async ValueTask InitializeAsync()
    {
        await _session.InitializeAsync();
        _source = Support.AddFolder("Source");
        _target = Chika.AddFolder("Target");
        Requests.Clear();
    }

    public ValueTask DisposeAsync() => _session.DisposeAsync();

    [Fact]
    public void RemovesWhatTheTargetHas()
    {
        Support.AddItems(_source, 60, size: 500);
        string[] keys = SearchKeys(_source);
        int before = Support.WellKnown("recoverableitemsdeletions")!.Items.Count;

        Run(Move).ShouldBe(["Complete 60 = 60 0 0, 60 removed, 0 kept"]);

        _source.Items.ShouldBeEmpty();
        SearchKeys(_target).ShouldBe(keys);
        Support.WellKnown("recoverableitemsdeletions")!.Items.Count.ShouldBe(before + 60);
    }

    [Fact]
    public void ReadsEachCopyBackOnceAndInGroups()
    {
        Support.AddItems(_source, 200, size: 500);

        Run(Move);

        Requests.ExportCalls.Sum(static c => c.ItemIds.Count).ShouldBe(400);
        Requests.Count(CallKind.ExportItems).ShouldBeLessThan(200);
        Requests.Of(CallKind.DeleteItem)[0].Number.ShouldBeGreaterThan(Requests.Of(CallKind.ImportItem)[^1].Number);
    }

    [Fact]
    public void MovesAMailboxFolderByFolder()
    {
        SandboxMailbox adele = _session.Mailbox("adele");
        string[] projects = SearchKeys(adele.Folder("Inbox/Projects"));

        _session.Run("$account = Copy-MailboxContent adele@contoso.example -TargetMailbox chika@contoso.example -TargetFolder Adele -Move -Force -WarningAction SilentlyContinue"
            + "; if ($account.Verdict -ne 'Complete' -or $account.Removed -ne $account.Done) { throw $account.Reasons }");

        SearchKeys(Chika.Folder("Adele/Inbox/Projects")).ShouldBe(projects);
        adele.Folder("Inbox/Projects").Items.ShouldAllBe(static i => i.IsAssociated);
        adele.Folder("Inbox").Items.ShouldAllBe(static i => i.IsAssociated);
        Requests.Of(CallKind.DeleteItem)[0].Number.ShouldBeLessThan(Requests.Of(CallKind.ImportItem)[^1].Number);
    }

    [Fact]
    public void FinishesAMoveThatWasStoppedBeforeItRemoved()
    {
        Support.AddItems(_source, 30, size: 100);
        Run(Source + Into);

        Run(Move).ShouldBe(["Complete 30 = 0 30 0, 30 removed, 0 kept"]);

        _source.Items.ShouldBeEmpty();
        _target.Items.Count.ShouldBe(30);
    }

    [Fact]
    public void KeepsAnItemThatWasChangedBeforeItIsRemoved()
    {
        Support.AddItems(_source, 4, size: 100);
        SandboxItem? changed = null;
        _session.Server.Gates.OnNext(CallKind.GetItem, call =>
        {
            changed = Support.Item(call.Values["item"]);
            changed = Support.TryUpdateItem(changed, changed.Content with { Properties = changed.Content.Properties.With(Tags.Subject.With("Changed")) });
            return Task.CompletedTask;
        });

        ShellResult result = _session.Try("$null = . { " + Move + " }" + Account);

        SandboxSession.ErrorIds(result).ShouldBe(["ItemNotMoved" + Id]);
        result.OutputAs<string>().ShouldBe(["Partial 4 = 4 0 0, 3 removed, 1 kept"]);
        _source.Items.ShouldHaveSingleItem().Id.ShouldBe(changed!.Id);
    }

    [Fact]
    public void KeepsAnItemOfWhichTheTargetHasAnotherContent()
    {
        Support.AddItems(_source, 3, size: 100);
        Run(Source + Into);
        SandboxItem other = _target.Items[1];
        Chika.TryUpdateItem(other, other.Content with { Properties = other.Content.Properties.With(Tags.Body.With("Something else")) }).ShouldNotBeNull();

        ShellResult result = _session.Try("$null = . { " + Move + " }" + Account);

        SandboxSession.ErrorIds(result).ShouldBe(["ItemNotMoved" + Id]);
        result.Errors[0].Exception.Message.ShouldContain("PidTagBody");
        result.OutputAs<string>().ShouldBe(["Partial 3 = 0 3 0, 2 removed, 1 kept"]);
        _source.Items.ShouldHaveSingleItem().Subject.ShouldBe(other.Subject);
    }

    [Fact]
    public void KeepsAnItemWhoseCopyWentAway()
    {
        Support.AddItems(_source, 2, size: 100);
        _session.Server.Gates.OnNext(
            CallKind.ImportItem,
            _ =>
            {
                Chika.RemoveItem(_target.Items[^1]).ShouldBeTrue();
                return Task.CompletedTask;
            },
            GatePoint.Answer);

        ShellResult result = _session.Try("$null = . { " + Move + " }" + Account);

        SandboxSession.ErrorIds(result).ShouldBe(["ItemNotMoved" + Id]);
        result.OutputAs<string>().ShouldBe(["Partial 2 = 2 0 0, 1 removed, 1 kept"]);
        _source.Items.Count.ShouldBe(1);
    }

    [Fact]
    public void KeepsAnItemThatCouldNotBeImported()
    {
        Support.AddItems(_source, 3, size: 100);
        _session.Server.Gates.RefuseNextImport();

        ShellResult result = _session.Try("$null = . { " + Move + " }" + Account);

        SandboxSession.ErrorIds(result).ShouldBe(["ItemNotImported" + Id]);
        result.OutputAs<string>().ShouldBe(["Partial 3 = 2 0 0, 2 removed, 0 kept"]);
        _source.Items.Count.ShouldBe(1);
        Run(Move).ShouldBe(["Complete 1 = 1 0 0, 1 removed, 0 kept"]);
    }

    [Fact]
    public void MovesAnItemWhoseAnswerWasLost()
    {
        Support.AddItems(_source, 3, size: 100);
        _session.Server.Faults.OnNext(CallKind.ImportItem, FaultKind.AnswerLost);

        Run(Move).ShouldBe(["Complete 3 = 3 0 0, 3 removed, 0 kept"]);
    }

    [Theory]
    [InlineData((int)CallKind.ExportItems, (int)FaultKind.MissingIds)]
    [InlineData((int)CallKind.ExportItems, (int)FaultKind.CutInBody)]
    [InlineData((int)CallKind.GetItem, (int)FaultKind.Throttled)]
    [InlineData((int)CallKind.DeleteItem, (int)FaultKind.AnswerLost)]
    [InlineData((int)CallKind.DeleteItem, (int)FaultKind.Unavailable)]
    public void MovesEverythingWhateverTheServiceHasInTheWay(int call, int fault)
    {
        _session.Server.Faults.Pause = TimeSpan.Zero;
        Support.AddItems(_source, 30, size: 100);
        _session.Server.Faults.OnNext((CallKind)call, (FaultKind)fault, times: 2);

        Run(MoveContent).ShouldBe(["Complete 30 = 30 0 0, 30 removed, 0 kept"]);

        Chika.Folder("Source").Items.Count.ShouldBe(30);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" -ConflictAction Copy")]
    public void LeavesItemsAloneThatAreWhereTheyWouldGo(string more)
    {
        Support.AddItems(_source, 1, size: 100);
        Support.AddItems(_source, 1, size: 100);

        ShellResult result = _session.Run($"{Source} | Copy-MailboxItem -TargetMailbox support@contoso.example -TargetFolder Source -Move -Force{more}");

        result.Warnings.ShouldContain(static w => w.Contains("stay as they are", StringComparison.Ordinal));
        _source.Items.Count.ShouldBe(2);
        Requests.Count(CallKind.DeleteItem).ShouldBe(0);
    }

    [Fact]
    public void MovesBetweenFoldersOfOneMailbox()
    {
        Support.AddItems(_source, 20, size: 100);
        SandboxFolder other = Support.AddFolder("Other");

        _session.Run($"{Source} | Copy-MailboxItem -TargetMailbox support@contoso.example -TargetFolder Other -Move -Force").Output.Count.ShouldBe(20);

        other.Items.Count.ShouldBe(20);
        _source.Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task MovesFromOneTenantToAnother()
    {
        await using SandboxServer tenant = await SandboxServer.StartAsync(new SandboxOptions { PublishAddress = true }, CancellationToken.None);
        Support.AddItems(_source, 20, size: 100);

        _session.Run(
            "$new = Connect-MailboxImportExport -Sandbox -Uri $uri -PassThru; $old = Connect-MailboxImportExport -Sandbox -Uri $own -PassThru; "
            + "Copy-MailboxContent support@contoso.example -Folder Source -Connection $old -TargetConnection $new -TargetMailbox support@contoso.example -Move -Force",
            ("uri", tenant.Uri.GetLeftPart(UriPartial.Authority)),
            ("own", _session.Uri)).Output.ShouldHaveSingleItem().Properties["Removed"].Value.ShouldBe(20L);

        tenant.Tenant.Mailbox("support@contoso.example").Folder("Source").Items.Count.ShouldBe(20);
        _source.Items.ShouldBeEmpty();
    }

    [Fact]
    public void KeepsEverythingWhenItMayNotRemove()
    {
        Support.AddItems(_source, 3, size: 100);
        using HostedShell shell = new(new HostedShellOptions { WithUtilityStandIns = true });
        _session.ConnectWithRoles(shell, "User.Read.All", "MailboxFolder.Read.All", "MailboxItem.Read.All", "MailboxItem.Export.All", "MailboxItem.ImportExport.All");

        ShellResult result = shell.Run("$null = . { " + Move + " }" + Account);

        _source.Items.Count.ShouldBe(3);
        SandboxSession.ErrorIds(result).ShouldBe(["MailboxRefused" + Id]);
        result.OutputAs<string>().ShouldBe(["Partial 3 = 3 0 0, 0 removed, 3 kept"]);
    }

    [Fact]
    public void RemovesNothingWhenItIsStopped()
    {
        Support.AddItems(_source, 1000, size: 10);

        _session.Run(Move + " | Select-Object -First 1").Output.Count.ShouldBe(1);

        Requests.Count(CallKind.DeleteItem).ShouldBe(0);
        _source.Items.Count.ShouldBe(1000);
    }

    [Theory(Timeout = 60_000)]
    [InlineData((int)CallKind.ExportItems, 1)]
    [InlineData((int)CallKind.ExportItems, 5)]
    [InlineData((int)CallKind.ImportItem, 20)]
    [InlineData((int)CallKind.GetItem, 5)]
    [InlineData((int)CallKind.DeleteItem, 1)]
    [InlineData((int)CallKind.DeleteItem, 40)]
    public async Task LosesNothingWhereverItIsStoppedAndGoesOnFromThere(int kind, int after)
    {
        Support.AddItems(_source, 60, size: 300);
        string[] keys = SearchKeys(_source);
        using CallHold hold = new(_session.Server, (CallKind)kind, after);
        RunningScript running = _session.Shell.StartAsync(MoveContent);
        await hold.ReachedAsync().WaitAsync(TestContext.Current.CancellationToken);

        running.Stop();

        (await running.Completion.WaitAsync(TestContext.Current.CancellationToken)).Stopped.ShouldBeTrue();
        hold.Release();
        SearchKeys(_source).Union(SearchKeys(Chika.Folder("Source"))).Order().ShouldBe(keys);
        Run(MoveContent).ShouldHaveSingleItem().ShouldStartWith("Complete");
        _source.Items.ShouldBeEmpty();
        SearchKeys(Chika.Folder("Source")).ShouldBe(keys);
    }

    [Fact]
    public void GoesThroughASmallSpool()
    {
        Support.AddItems(_source, 24, size: 300_000);

        Run(Move + " -SpoolLimit 1MB -SpoolPath $folder").ShouldBe(["Complete 24 = 24 0 0, 24 removed, 0 kept"]);
    }

    [Fact]
    public void MovesAnItemThatIsNamedByItsIdAndItsFolder()
    {
        SandboxItem item = Support.AddItems(_source, 2, size: 100)[1];
        Chika.AddFolder("Source");

        _session.Run("[pscustomobject]@{ MailboxId = $mailbox; FolderId = $folderId; ItemId = $id } | Copy-MailboxItem -TargetMailbox chika@contoso.example -Move -Force", ("mailbox", Support.Id), ("folderId", _source.Id), ("id", item.Id));

        Chika.Folder("Source").Items.ShouldHaveSingleItem().Subject.ShouldBe(item.Subject);
        _source.Items.ShouldHaveSingleItem().Id.ShouldNotBe(item.Id);
    }

    [Fact]
    public void WantsTheFolderOfAnItem()
    {
        SandboxItem item = Support.AddItems(_source, 1, size: 100)[0];

        ShellResult result = _session.Try("Copy-MailboxItem support@contoso.example -ItemId $id -TargetMailbox chika@contoso.example -TargetFolder Target -Move -Force", ("id", item.Id));

        SandboxSession.ErrorIds(result).ShouldBe(["ArgumentInvalid" + Id]);
        _target.Items.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("A", 0)]
    [InlineData("L", 3)]
    public void DoesWhatTheUserAnswers(string answer, int left)
    {
        Support.AddItems(_source, 3, size: 100);
        _session.Shell.Answer(answer);

        _session.Try(Source + Into + " -Move");

        _source.Items.Count.ShouldBe(left);
    }

    [Fact]
    public void AsksOnceForAMailbox()
    {
        Support.AddItems(_source, 3, size: 100);
        _session.Shell.Answer("Y");

        _session.Try(MoveContent.Replace(" -Force", string.Empty, StringComparison.Ordinal));

        _source.Items.ShouldBeEmpty();
    }

    [Fact]
    public void DoesNotAskWhenConfirmIsOff()
    {
        Support.AddItems(_source, 3, size: 100);

        Run(Source + Into + " -Move -Confirm:$false").ShouldBe(["Complete 3 = 3 0 0, 3 removed, 0 kept"]);
    }

    [Fact]
    public void MakesNoCallThatChangesWhenWhatIfIsGiven()
    {
        Support.AddItems(_source, 1, size: 100);

        _session.Shell.RunAsUser(Move + " -WhatIf").ShouldContain("\"Move\" on target");
        _session.Shell.RunAsUser(MoveContent + " -WhatIf").ShouldContain("\"Move\" on target \"support@contoso.example, folder 'Source' (1 folder, 1 items) into chika@contoso.example\"");

        Requests.Count(CallKind.ExportItems).ShouldBe(0);
        _source.Items.Count.ShouldBe(1);
    }

    private string[] Run(string move) => [.. _session.Run($"$null = . {{ {move} }}" + Account).OutputAs<string>()];

    private static string[] SearchKeys(SandboxFolder folder)
        => [.. folder.Items.Where(static i => !i.IsAssociated).Select(static i => i.Content.Properties.Content(Tags.SearchKey)!.Sha256()).Order()];
}
