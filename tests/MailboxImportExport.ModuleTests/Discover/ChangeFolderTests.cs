using System;
using System.Linq;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Graph;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Sandbox.Shell;
using MailboxImportExport.Sandbox.Tenant;
using Shouldly;
using Xunit;

namespace MailboxImportExport.ModuleTests.Discover;

/// <summary>Rename- and Remove-MailboxContentFolder.</summary>
public sealed class ChangeFolderTests : IAsyncLifetime
{
    private const string RemoveId = ",MailboxImportExport.Cmdlets.RemoveMailboxContentFolderCommand";
    private const string RenameId = ",MailboxImportExport.Cmdlets.RenameMailboxContentFolderCommand";

    private readonly SandboxSession _session = new();
    private SandboxFolder _folder = null!;

    private SandboxMailbox Chika => _session.Mailbox("chika");

    public async ValueTask InitializeAsync()
    {
        await _session.InitializeAsync();
        _folder = Chika.AddFolder("Old");
    }

    public ValueTask DisposeAsync() => _session.DisposeAsync();

    [Fact]
    public void RenamesTheFolderAndWritesIt()
    {
        ShellResult result = _session.Run("Rename-MailboxContentFolder chika@contoso.example Old 'New / name' -PassThru");

        _folder.DisplayName.ShouldBe("New / name");
        result.Output.ShouldHaveSingleItem().Properties["Path"].Value.ShouldBe("New // name");
    }

    [Theory]
    [InlineData("Rename-MailboxContentFolder chika@contoso.example Inbox Post", "FolderProtected" + RenameId)]
    [InlineData("Rename-MailboxContentFolder chika@contoso.example Nope Post", "FolderNotFound" + RenameId)]
    [InlineData("Remove-MailboxContentFolder chika@contoso.example Inbox -Recurse -Confirm:$false", "FolderProtected" + RemoveId)]
    [InlineData("Remove-MailboxContentFolder chika@contoso.example Nope -Confirm:$false", "FolderNotFound" + RemoveId)]
    public void ChangesNothingWhenTheFolderIsNotOneToChange(string line, string id)
    {
        SandboxSession.ErrorIds(_session.Try(line)).ShouldBe([id]);

        _session.Server.Requests.Count(CallKind.UpdateFolder).ShouldBe(0);
        _session.Server.Requests.Count(CallKind.DeleteFolder).ShouldBe(0);
    }

    [Theory]
    [InlineData("Rename-MailboxContentFolder chika@contoso.example Old New -WhatIf")]
    [InlineData("Remove-MailboxContentFolder chika@contoso.example Old -WhatIf")]
    public void ChangesNothingWhenWhatIfIsGiven(string line)
    {
        _session.Shell.RunAsUser(line).ShouldContain("What if:");

        _folder.DisplayName.ShouldBe("Old");
        Chika.FindFolder(_folder.Entry).ShouldNotBeNull();
    }

    [Theory]
    [InlineData(nameof(FolderDeleteForm.Any), 405)]
    [InlineData(nameof(FolderDeleteForm.Plain), 405)]
    [InlineData(nameof(FolderDeleteForm.Reference), 405)]
    [InlineData(nameof(FolderDeleteForm.Reference), 400)]
    [InlineData(nameof(FolderDeleteForm.Reference), 404)]
    public void RemovesAnEmptyFolderInWhicheverFormTheServiceTakes(string form, int status)
    {
        _session.Server.Switches.FolderDeleteForm = Enum.Parse<FolderDeleteForm>(form);
        _session.Server.Switches.OtherFolderDeleteFormStatus = status;

        _session.Run("Remove-MailboxContentFolder chika@contoso.example Old -Confirm:$false").Output.ShouldBeEmpty();

        Chika.VisibleRoot.Children.Select(static f => f.DisplayName).ShouldNotContain("Old");
    }

    [Fact]
    public void RefusesAFolderThatIsNotEmpty()
    {
        Chika.AddItems(_folder, 3, size: 50);
        Chika.AddFolder("Old/Below");

        ShellResult result = _session.Try("Remove-MailboxContentFolder chika@contoso.example Old -Confirm:$false");

        SandboxSession.ErrorIds(result).ShouldBe(["FolderNotEmpty" + RemoveId]);
        result.Errors[0].Exception.Message.ShouldContain("3 items");
        result.Errors[0].Exception.Message.ShouldContain("-Recurse");
        _folder.Items.Count.ShouldBe(3);
    }

    [Theory]
    [InlineData(nameof(FolderDeletion.ToDeletedItems), false)]
    [InlineData(nameof(FolderDeletion.ToRecoverableItems), false)]
    [InlineData(nameof(FolderDeletion.Removed), true)]
    public void MovesTheItemsToRecoverableItemsFirstWhateverBecomesOfTheFolder(string deletion, bool refuseNonEmpty)
    {
        _session.Server.Switches.FolderDeletion = Enum.Parse<FolderDeletion>(deletion);
        _session.Server.Switches.RefuseNonEmptyFolderDeletion = refuseNonEmpty;
        Chika.AddItems(_folder, 3, size: 50);
        Chika.AddItems(Chika.AddFolder("Old/Below"), 2, size: 50);
        int before = Chika.WellKnown("recoverableitemsdeletions")!.Items.Count;

        _session.Run("Remove-MailboxContentFolder chika@contoso.example Old -Recurse -Confirm:$false");

        Chika.WellKnown("recoverableitemsdeletions")!.Items.Count.ShouldBe(before + 5);
        Chika.VisibleRoot.Children.Select(static f => f.DisplayName).ShouldNotContain("Old");
    }

    [Fact]
    public void KeepsAFolderBelowWhichOneWasMadeMeanwhile()
    {
        Chika.AddItems(_folder, 1, size: 50);
        _session.Server.Gates.OnNext(CallKind.DeleteItem, _ =>
        {
            Chika.AddItems(Chika.AddFolder("Old/New"), 2, size: 50);
            return Task.CompletedTask;
        });

        ShellResult result = _session.Try("Remove-MailboxContentFolder chika@contoso.example Old -Recurse -Confirm:$false");

        result.Warnings.ShouldContain(static w => w.StartsWith("'New' was made below 'Old' meanwhile"));
        Chika.Folder("Old/New").Items.Count.ShouldBe(2);
        _session.Server.Requests.Count(CallKind.DeleteFolder).ShouldBe(0);
        _session.Run("Remove-MailboxContentFolder chika@contoso.example Old -Recurse -Confirm:$false");
        Chika.VisibleRoot.Children.Select(static f => f.DisplayName).ShouldNotContain("Old");
    }

    [Fact]
    public void ShowsWhatWouldGoWhenItAsks()
    {
        Chika.AddItems(_folder, 3, size: 50);
        Chika.AddFolder("Old/Below");
        _session.Shell.Answer("N");

        ShellResult result = _session.Try("Remove-MailboxContentFolder chika@contoso.example Old -Recurse");

        result.Prompts.ShouldHaveSingleItem().Message.ShouldContain("3 items, 1 folders below");
        _folder.Items.Count.ShouldBe(3);
    }

    [Fact]
    public void RemovesFoldersThatArePipedIn()
    {
        _session.Run("Get-MailboxContentFolder chika@contoso.example Old | Remove-MailboxContentFolder -Confirm:$false");

        Chika.VisibleRoot.Children.Select(static f => f.DisplayName).ShouldNotContain("Old");
    }

    [Fact]
    public void RemovesNothingWhenAMailboxWithoutAFolderIsPipedIn()
    {
        _session.Try("'chika@contoso.example' | Remove-MailboxContentFolder -Recurse -Confirm:$false").Errors.ShouldHaveSingleItem();

        _session.Server.Requests.Count(CallKind.DeleteFolder).ShouldBe(0);
        _session.Server.Requests.Count(CallKind.DeleteItem).ShouldBe(0);
    }
}
