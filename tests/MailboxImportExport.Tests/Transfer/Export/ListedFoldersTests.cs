using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph.Items;
using MailboxImportExport.Model;
using MailboxImportExport.Sandbox.Tenant;
using MailboxImportExport.Transfer.Export;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Transfer.Export;

public sealed class ListedFoldersTests : IAsyncLifetime
{
    private readonly RecordingLog _log = new();
    private ConnectedSandbox _sandbox = null!;
    private ListedFolders _listed = null!;

    private SandboxMailbox Chika => _sandbox.Mailbox(ConnectedSandbox.Chika);

    public async ValueTask InitializeAsync()
    {
        _sandbox = await ConnectedSandbox.StartAsync();
        _listed = new ListedFolders(_sandbox.Connection, _log);
    }

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    [Fact]
    public async Task TakesAFolderOnceThatIsGivenByPathAndById()
    {
        (await EnterAsync(new FolderIdentity { Text = "Inbox" })).ShouldNotBeNull().Folder!.Folder!.FolderId.ShouldBe(Chika.Folder("Inbox").Id);

        (await EnterAsync(new FolderIdentity { Text = Chika.Folder("Inbox").Id })).ShouldBeNull();
        (await EnterAsync(new FolderIdentity { Text = "inbox" })).ShouldBeNull();

        _log.Warnings.Count.ShouldBe(2);
    }

    [Fact]
    public async Task KeepsFoldersApartWhoseIdsDifferByLetterCaseOnly()
    {
        (await EnterAsync(Ready("AAMkAGa="))).ShouldNotBeNull();

        (await EnterAsync(Ready("AAMkAGA="))).ShouldNotBeNull();

        _log.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public async Task TakesAMailboxForTheSameInEitherLetterCase()
    {
        (await EnterAsync(null)).ShouldNotBeNull();

        (await EnterAsync(null, Chika.Id.Replace("MBX:", "mbx:"))).ShouldBeNull();
        (await EnterAsync(new FolderIdentity { Text = "Inbox" })).ShouldNotBeNull();
    }

    private FolderIdentity Ready(string id) => new()
    {
        Text = id,
        Folder = new MailboxContentFolder { MailboxId = Chika.Id, FolderId = id, Path = id, DisplayName = id, FolderClass = "IPF.Note" },
    };

    private Task<ItemListRequest?> EnterAsync(FolderIdentity? folder, string? mailboxId = null)
        => _listed.EnterAsync(new ItemListRequest { Store = _sandbox.Store(Chika) with { MailboxId = mailboxId ?? Chika.Id }, Folder = folder }, CancellationToken.None);
}
