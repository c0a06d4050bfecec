using System.Linq;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Sandbox.Tenant;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Sandbox.Graph;

public sealed class ItemDeletionTests : IAsyncLifetime
{
    private SandboxClient _client = null!;
    private SandboxItem _item = null!;

    private SandboxMailbox Chika => _client.Server.Tenant.Mailbox(SandboxClient.Chika);

    private SandboxFolder Deletions => Chika.WellKnown("recoverableitemsdeletions")!;

    public async ValueTask InitializeAsync()
    {
        _client = await SandboxClient.StartAsync();
        _item = Chika.AddItems(Chika.WellKnown("inbox")!, 1)[0];
    }

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task PutsAnItemIntoDeletionsWhenItIsDeletedSoftly(bool keepsId)
    {
        _client.Server.Switches.SoftDeletedItemsKeepTheirIds = keepsId;

        SandboxAnswer answer = await DeleteAsync("inbox", _item, "?disposalType=softDelete");

        answer.Status.ShouldBe(204);
        answer.Text.ShouldBeEmpty();
        Chika.Folder("Inbox").Items.ShouldBeEmpty();
        SandboxItem deleted = Deletions.Items.Single();
        (deleted.Id == _item.Id).ShouldBe(keepsId);
        deleted.Content.ShouldBeSameAs(_item.Content);
        deleted.Created.ShouldBe(_item.Created);
        (await _client.GetAsync(Chika, $"folders/recoverableitemsdeletions/items/{deleted.Id}")).Status.ShouldBe(200);
        (await _client.GetAsync(Chika, $"folders/inbox/items/{_item.Id}")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task PutsAnItemIntoPurgesWhenItIsDeletedAgain()
    {
        await DeleteAsync("inbox", _item, "?disposalType=softDelete");

        (await DeleteAsync("recoverableitemsdeletions", Deletions.Items.Single(), "?disposalType=softDelete")).Status.ShouldBe(204);

        Deletions.Items.ShouldBeEmpty();
        Chika.WellKnown("recoverableitemspurges")!.Items.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("inbox")]
    [InlineData("recoverableitemsdeletions")]
    public async Task RemovesAnItemWhenItIsDeletedForGood(string folder)
    {
        SandboxItem item = Chika.AddItems(Chika.WellKnown(folder)!, 1, seed: 2)[0];

        (await DeleteAsync(folder, item, "?disposalType=hardDelete")).Status.ShouldBe(204);

        Chika.Items.ShouldNotContain(item);
        (await DeleteAsync(folder, item, "?disposalType=hardDelete")).ErrorCode.ShouldBe("ErrorItemNotFound");
    }

    [Theory]
    [InlineData("", "BadRequest")]
    [InlineData("?disposalType=", "BadRequest")]
    [InlineData("?disposalType=SoftDelete", "BadRequest")]
    [InlineData("?disposalType=moveToDeletedItems", "BadRequest")]
    [InlineData("?disposalType=softDelete&$select=id", "RequestBroker--ParseUri")]
    [InlineData("?DisposalType=softDelete", "RequestBroker--ParseUri")]
    public async Task RefusesADeletionWhenItsKindIsMissingOrUnknown(string query, string code)
    {
        SandboxAnswer answer = await DeleteAsync("inbox", _item, query);

        answer.Status.ShouldBe(400);
        answer.ErrorCode.ShouldBe(code);
        Chika.Folder("Inbox").Items.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RefusesToRemoveAnItemForGoodWhenItIsHeld(bool wholeMailbox)
    {
        Chika.Holds.WholeMailbox = wholeMailbox;
        Chika.Holds.Place(_item);

        SandboxAnswer hard = await DeleteAsync("inbox", _item, "?disposalType=hardDelete");
        SandboxAnswer soft = await DeleteAsync("inbox", _item, "?disposalType=softDelete");

        hard.Status.ShouldBe(403);
        hard.ErrorCode.ShouldBe("ErrorAccessDenied");
        soft.Status.ShouldBe(204);
        Deletions.Items.Count.ShouldBe(1);
    }

    [Fact]
    public async Task DoesNotFindAnItemWhenAnotherFolderIsNamed()
        => (await DeleteAsync("sentitems", _item, "?disposalType=softDelete")).ErrorCode.ShouldBe("ErrorItemNotFound");

    [Theory]
    [InlineData("MailboxItem.ReadWrite.All", 204)]
    [InlineData("MailboxItem.ImportExport.All", 403)]
    [InlineData("MailboxItem.Read.All", 403)]
    public async Task NeedsTheRightToWriteItemsWhenOneIsDeleted(string role, int status)
    {
        _client.Token = _client.Server.IssueToken(_client.Server.BuiltInApplication, roles: [role]);

        (await DeleteAsync("inbox", _item, "?disposalType=softDelete")).Status.ShouldBe(status);
    }

    [Fact]
    public async Task DeletesInTheArchiveWhenItIsAskedOnBeta()
    {
        SandboxMailbox archive = _client.Server.Tenant.Archive(SandboxClient.Adele);
        SandboxFolder inbox = archive.Folder("Inbox");
        SandboxItem item = inbox.Items[0];

        (await _client.DeleteAsync(archive, $"folders/{inbox.Id}/items/{item.Id}?disposalType=softDelete", "beta")).Status.ShouldBe(204);

        archive.WithRole(FolderRole.Deletions)!.Items.Count.ShouldBe(1);
    }

    private Task<SandboxAnswer> DeleteAsync(string folder, SandboxItem item, string query)
        => _client.DeleteAsync(Chika, $"folders/{folder}/items/{item.Id}{query}");
}
