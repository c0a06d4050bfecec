using System.Linq;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Sandbox.Shell;
using MailboxImportExport.Sandbox.Tenant;
using Shouldly;
using Xunit;

namespace MailboxImportExport.ModuleTests.Items;

public sealed class RemoveItemTests : IAsyncLifetime
{
    private const string Id = ",MailboxImportExport.Cmdlets.RemoveMailboxItemCommand";

    private readonly SandboxSession _session = new();
    private SandboxFolder _folder = null!;

    private SandboxMailbox Chika => _session.Mailbox("chika");

    private SandboxFolder Deletions => Chika.WellKnown("recoverableitemsdeletions")!;

    public async ValueTask InitializeAsync()
    {
        await _session.InitializeAsync();
        _folder = Chika.AddFolder("Old");
    }

    public ValueTask DisposeAsync() => _session.DisposeAsync();

    [Fact]
    public void LeavesNothingOfAThousandItemsThatWereListed()
    {
        Chika.AddItems(_folder, 1000, size: 50);

        _session.Run("Get-MailboxItem chika@contoso.example -Folder Old | Remove-MailboxItem -Force").Output.ShouldBeEmpty();

        _folder.Items.ShouldBeEmpty();
        Deletions.Items.Count.ShouldBeGreaterThanOrEqualTo(1000);
    }

    [Fact]
    public void RemovesOnlyWhatWasPipedIn()
    {
        Chika.AddItems(_folder, 5, size: 50);
        string[] kept = [.. _folder.Items.OrderBy(static i => i.Created).Skip(2).Select(static i => i.Id)];

        _session.Run("Get-MailboxItem chika@contoso.example -Folder Old -First 2 | Remove-MailboxItem -Force");

        _folder.Items.Select(static i => i.Id).ShouldBe(kept, ignoreOrder: true);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void MovesToRecoverableItemsWhetherIdsStayOrNot(bool keepIds)
    {
        _session.Server.Switches.SoftDeletedItemsKeepTheirIds = keepIds;
        Chika.AddItems(_folder, 1, size: 50);
        int before = Deletions.Items.Count;

        _session.Run("Get-MailboxItem chika@contoso.example -Folder Old | Remove-MailboxItem -Force");

        Deletions.Items.Count.ShouldBe(before + 1);
    }

    [Fact]
    public void RemovesForGoodWhenBothAreSaid()
    {
        Chika.AddItems(_folder, 2, size: 50);
        int before = Deletions.Items.Count;

        _session.Run("Get-MailboxItem chika@contoso.example -Folder Old | Remove-MailboxItem -DisposalType HardDelete -Permanent -Force");

        _folder.Items.ShouldBeEmpty();
        Deletions.Items.Count.ShouldBe(before);
    }

    [Fact]
    public void RefusesToRemoveForGoodByForceAlone()
    {
        Chika.AddItems(_folder, 1, size: 50);

        ShellResult result = _session.Try("Get-MailboxItem chika@contoso.example -Folder Old | Remove-MailboxItem -DisposalType HardDelete -Force");

        result.Errors.ShouldHaveSingleItem().FullyQualifiedErrorId.ShouldEndWith(Id);
        result.Errors[0].Exception.Message.ShouldContain("-Permanent");
        _folder.Items.Count.ShouldBe(1);
    }

    [Fact]
    public void SaysThatAnItemIsHeldAndRemovesTheOthers()
    {
        Chika.AddItems(_folder, 3, size: 50);
        SandboxItem held = _folder.Items[1];
        Chika.Holds.Place(held);

        ShellResult result = _session.Try("Get-MailboxItem chika@contoso.example -Folder Old | Remove-MailboxItem -DisposalType HardDelete -Permanent -Force");

        SandboxSession.ErrorIds(result).ShouldBe(["ItemHeld" + Id]);
        result.Warnings.ShouldHaveSingleItem().ShouldContain("1 of 3 items were not removed");
        _folder.Items.Select(static i => i.Id).ShouldBe([held.Id]);
    }

    [Fact]
    public void MakesNoCallThatChangesWhenWhatIfIsGiven()
    {
        Chika.AddItems(_folder, 2, size: 50);

        _session.Shell.RunAsUser("Get-MailboxItem chika@contoso.example -Folder Old | Remove-MailboxItem -Force -WhatIf").ShouldContain("on target \"chika@contoso.example: Old: Message 1 of series 1\".");

        _session.Server.Requests.Count(CallKind.DeleteItem).ShouldBe(0);
        _folder.Items.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("Y", 0)]
    [InlineData("L", 2)]
    public void DoesWhatTheUserAnswersWhenNotForced(string answer, int left)
    {
        Chika.AddItems(_folder, 2, size: 50);
        _session.Shell.Answer(answer);
        _session.Shell.Answer(answer);

        _session.Try("Get-MailboxItem chika@contoso.example -Folder Old | Remove-MailboxItem");

        _folder.Items.Count.ShouldBe(left);
    }

    [Fact]
    public void RemovesAnItemByItsId()
    {
        Chika.AddItems(_folder, 2, size: 50);
        string id = _folder.Items[0].Id;

        _session.Run("Remove-MailboxItem chika@contoso.example -Folder Old -ItemId $id -Force", ("id", id));

        _folder.Items.ShouldHaveSingleItem().Id.ShouldNotBe(id);
    }

    [Theory]
    [InlineData("Remove-MailboxItem chika@contoso.example -Force")]
    [InlineData("Get-MailboxContentFolder chika@contoso.example -Folder Old | Remove-MailboxItem -Force")]
    [InlineData("Remove-MailboxItem chika@contoso.example -ItemId AAA= -Force")]
    public void RemovesNothingWhenItemsOrTheirFolderAreNotNamed(string line)
    {
        Chika.AddItems(_folder, 2, size: 50);

        _session.Try(line).Errors.ShouldHaveSingleItem();

        _session.Server.Requests.Count(CallKind.DeleteItem).ShouldBe(0);
    }

    [Fact]
    public void SaysThatAnItemIsGone()
    {
        Chika.AddItems(_folder, 1, size: 50);
        _session.Run("$items = Get-MailboxItem chika@contoso.example -Folder Old");
        Chika.RemoveItem(_folder.Items[0]);

        ShellResult result = _session.Try("$items | Remove-MailboxItem -Force");

        result.Errors.ShouldBeEmpty();
        result.Verbose.ShouldBeEmpty();
    }

    [Fact]
    public void NamesThePermissionWhenItIsMissing()
    {
        Chika.AddItems(_folder, 2, size: 50);
        using HostedShell shell = new();
        _session.ConnectWithRoles(shell, "MailboxItem.Read.All", "MailboxFolder.Read.All", "User.Read.All");

        ShellResult result = shell.Run("Get-MailboxItem chika@contoso.example -Folder Old | Remove-MailboxItem -Force");

        result.Errors.ShouldHaveSingleItem().ErrorDetails.Message.ShouldContain("MailboxItem.ReadWrite.All");
        _folder.Items.Count.ShouldBe(2);
    }
}
