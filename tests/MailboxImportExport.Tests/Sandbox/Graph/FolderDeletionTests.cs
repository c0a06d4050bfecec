using System.Linq;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox;
using MailboxImportExport.Sandbox.Graph;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Sandbox.Tenant;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Sandbox.Graph;

public sealed class FolderDeletionTests : IAsyncLifetime
{
    private SandboxClient _client = null!;
    private SandboxFolder _folder = null!;
    private SandboxFolder _below = null!;

    private SandboxMailbox Chika => _client.Server.Tenant.Mailbox(SandboxClient.Chika);

    private SandboxSwitches Switches => _client.Server.Switches;

    public async ValueTask InitializeAsync()
    {
        _client = await SandboxClient.StartAsync();
        _folder = Chika.AddFolder("Old");
        _below = Chika.AddFolder("Old/Older");
        Chika.AddItems(_below, 2);
    }

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    [Theory]
    [InlineData((int)FolderDeleteForm.Any, 405, "", 204)]
    [InlineData((int)FolderDeleteForm.Any, 405, "/$ref", 204)]
    [InlineData((int)FolderDeleteForm.Plain, 405, "", 204)]
    [InlineData((int)FolderDeleteForm.Plain, 405, "/$ref", 405)]
    [InlineData((int)FolderDeleteForm.Reference, 405, "", 405)]
    [InlineData((int)FolderDeleteForm.Reference, 404, "", 404)]
    [InlineData((int)FolderDeleteForm.Reference, 400, "/$ref", 204)]
    public async Task TakesTheFormThatIsSwitchedOn(int form, int otherStatus, string suffix, int status)
    {
        Switches.FolderDeleteForm = (FolderDeleteForm)form;
        Switches.OtherFolderDeleteFormStatus = otherStatus;

        SandboxAnswer answer = await _client.DeleteAsync(Chika, $"folders/{_folder.Id}{suffix}");

        answer.Status.ShouldBe(status);
        _folder.Parent.ShouldBe(status == 204 ? Chika.WellKnown("deleteditems") : Chika.VisibleRoot);
        if (status == 204)
        {
            answer.Text.ShouldBeEmpty();
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("/$ref")]
    public async Task DeletesAChildWhenItIsNamedBelowItsParent(string suffix)
    {
        (await _client.DeleteAsync(Chika, $"folders/inbox/childFolders/{_below.Id}{suffix}")).Status.ShouldBe(404);
        (await _client.DeleteAsync(Chika, $"folders/{_folder.Id}/childFolders/{_below.Id}{suffix}")).Status.ShouldBe(204);

        _below.Parent.ShouldBe(Chika.WellKnown("deleteditems"));
    }

    [Theory]
    [InlineData((int)FolderDeletion.ToDeletedItems, "deleteditems")]
    [InlineData((int)FolderDeletion.ToRecoverableItems, "recoverableitemsdeletions")]
    [InlineData((int)FolderDeletion.Removed, null)]
    public async Task PutsWhatIsDeletedWhereTheSwitchSays(int deletion, string? target)
    {
        Switches.FolderDeletion = (FolderDeletion)deletion;

        (await _client.DeleteAsync(Chika, $"folders/{_folder.Id}")).Status.ShouldBe(204);

        (await _client.GetAsync(Chika, $"folders/{_folder.Id}")).Status.ShouldBe(target is null ? 404 : 200);
        (await _client.GetAsync(Chika, $"folders/{_below.Id}/items")).Status.ShouldBe(target is null ? 404 : 200);
        (await _client.GetAsync(Chika, "folders?$top=100")).Ids.ShouldNotContain(_folder.Id);
        Chika.Items.Count.ShouldBe(target is null ? 0 : 2);
        if (target is not null)
        {
            _folder.Parent.ShouldBe(Chika.WellKnown(target));
        }
    }

    [Fact]
    public async Task GoesFromDeletedItemsToRecoverableItemsAndThenAwayWhenItIsDeletedAgain()
    {
        await _client.DeleteAsync(Chika, $"folders/{_folder.Id}");
        await _client.DeleteAsync(Chika, $"folders/{_folder.Id}");
        _folder.Parent.ShouldBe(Chika.WithRole(FolderRole.Deletions));

        (await _client.DeleteAsync(Chika, $"folders/{_folder.Id}")).Status.ShouldBe(204);

        Chika.Folders.ShouldNotContain(_folder);
        Chika.Folders.ShouldNotContain(_below);
    }

    [Fact]
    public async Task NumbersTheNameWhenItIsTakenInDeletedItems()
    {
        await _client.DeleteAsync(Chika, $"folders/{_folder.Id}");
        SandboxFolder again = Chika.AddFolder("Old");

        await _client.DeleteAsync(Chika, $"folders/{again.Id}");

        again.DisplayName.ShouldBe("Old1");
    }

    [Theory]
    [InlineData(true, 400)]
    [InlineData(false, 204)]
    public async Task RefusesFoldersThatAreNotEmptyAsSwitched(bool refused, int status)
    {
        Switches.RefuseNonEmptyFolderDeletion = refused;
        SandboxFolder empty = Chika.AddFolder("Empty");

        (await _client.DeleteAsync(Chika, $"folders/{_below.Id}")).Status.ShouldBe(status);
        (await _client.DeleteAsync(Chika, $"folders/{_folder.Id}")).Status.ShouldBe(status);
        (await _client.DeleteAsync(Chika, $"folders/{empty.Id}")).Status.ShouldBe(204);
    }

    [Theory]
    [InlineData(400, "ErrorDeleteDistinguishedFolder")]
    [InlineData(403, "ErrorAccessDenied")]
    public async Task RefusesAWellKnownFolderWithTheStatusAndCodeSwitchedOn(int status, string code)
    {
        Switches.WellKnownFolderStatus = status;
        Switches.WellKnownFolderCode = code;

        SandboxAnswer answer = await _client.DeleteAsync(Chika, "folders/sentitems");

        answer.Status.ShouldBe(status);
        answer.ErrorCode.ShouldBe(code);
        Chika.Folder("Sent Items").Parent.ShouldBe(Chika.VisibleRoot);
    }

    [Fact]
    public async Task RefusesToRemoveAFolderForGoodWhenAnItemInItIsHeld()
    {
        Switches.FolderDeletion = FolderDeletion.Removed;
        SandboxItem held = _below.Items[0];
        Chika.Holds.Place(held);

        SandboxAnswer answer = await _client.DeleteAsync(Chika, $"folders/{_folder.Id}");
        Chika.Holds.Release(held);

        answer.Status.ShouldBe(403);
        (await _client.DeleteAsync(Chika, $"folders/{_folder.Id}")).Status.ShouldBe(204);
    }

    [Fact]
    public async Task LeavesASearchFolderEmptyHandedWhenItIsDeleted()
    {
        SandboxMailbox adele = _client.Server.Tenant.Mailbox(SandboxClient.Adele);
        SandboxFolder unread = adele.Folder("Search Folders/Unread Mail");
        int items = adele.Items.Count;
        Switches.FolderDeletion = FolderDeletion.Removed;

        (await _client.DeleteAsync(adele, $"folders/{unread.Id}")).Status.ShouldBe(204);

        adele.Items.Count.ShouldBe(items);
        adele.Folders.ShouldNotContain(unread);
    }

    [Fact]
    public async Task NeedsTheRightToWriteWhenAFolderIsChangedOrDeleted()
    {
        _client.Token = _client.Server.IssueToken(_client.Server.BuiltInApplication, roles: ["MailboxFolder.Read.All"]);

        (await _client.DeleteAsync(Chika, $"folders/{_folder.Id}")).ErrorCode.ShouldBe("ErrorAccessDenied");
        (await _client.PatchAsync(Chika, $"folders/{_folder.Id}", """{"displayName":"X"}""")).ErrorCode.ShouldBe("ErrorAccessDenied");

        Chika.VisibleRoot.Children.Count(folder => folder == _folder).ShouldBe(1);
    }
}
