using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph.Folders;
using MailboxImportExport.Graph.Items;
using MailboxImportExport.Model;
using MailboxImportExport.Sandbox.Http;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Graph.Folders;

public sealed class FolderSelectionTests : IAsyncLifetime
{
    private ConnectedSandbox _sandbox = null!;

    private MailboxContentStore Store => _sandbox.Store(_sandbox.Mailbox(ConnectedSandbox.Adele));

    public async ValueTask InitializeAsync() => _sandbox = await ConnectedSandbox.StartAsync(apiVersion: "v1.0");

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task TakesAllThatAUserSeesAndSaysWhyTheRestIsLeftOut(bool hiddenSaySo)
    {
        _sandbox.Switches.HiddenFoldersSaySo = hiddenSaySo;

        Dictionary<string, string?> folders = (await SelectAsync(new ItemListRequest { Store = Store })).ToDictionary(static f => f.Folder.Path, static f => f.LeftOut);

        string hidden = hiddenSaySo ? "hidden" : "hidden system folder";
        folders["Inbox"].ShouldBeNull();
        folders["Inbox/Audit 2024//25"].ShouldBeNull();
        folders["Deleted Items"].ShouldBeNull();
        folders["Junk Email"].ShouldBeNull();
        folders["Outbox"].ShouldBeNull();
        folders["PersonMetadata"].ShouldBe(hidden);
        folders["Files"].ShouldBe(hidden);
        folders["Contacts/Companies"].ShouldBe(hidden);
        folders["Search Folders"].ShouldBe("search folder");
        folders["Search Folders/Unread Mail"].ShouldBe("below a folder that is left out");
        folders["Sync Issues/Conflicts"].ShouldBe("below a folder that is left out");
    }

    [Fact]
    public async Task TakesANamedFolderAlone()
    {
        List<(MailboxContentFolder Folder, string? LeftOut)> folders = await SelectAsync(new ItemListRequest { Store = Store, Folder = new FolderIdentity { Text = "Sync Issues" } });

        folders.ShouldHaveSingleItem().LeftOut.ShouldBeNull();
    }

    [Fact]
    public async Task TakesPatternsThatSpeakOfTheNamedFolder()
    {
        List<(MailboxContentFolder Folder, string? LeftOut)> folders = await SelectAsync(new ItemListRequest
        {
            Store = Store,
            Folder = new FolderIdentity { Text = "Inbox" },
            Recurse = true,
            IncludeFolders = ["Inbox/*"],
            ExcludeFolders = ["#Inbox#/Projects/Alpha"],
        });

        folders.Select(static f => (f.Folder.Path, f.LeftOut)).ShouldBe(
            [("Inbox", null), ("Inbox/Projects", null), ("Inbox/Projects/Alpha", "in -ExcludeFolders"), ("Inbox/Audit 2024//25", null)]);
    }

    [Fact]
    public async Task AsksNothingWhenAFolderOfTheSameMailboxIsGiven()
    {
        MailboxContentFolder ready = new() { MailboxId = Store.MailboxId.ToUpperInvariant(), FolderId = "id", Path = "Inbox", DisplayName = "Inbox", FolderClass = "IPF.Note" };

        List<(MailboxContentFolder Folder, string? LeftOut)> folders = await SelectAsync(new ItemListRequest { Store = Store, Folder = new FolderIdentity { Text = "Inbox", Folder = ready } });

        folders.ShouldHaveSingleItem().Folder.ShouldBeSameAs(ready);
        _sandbox.Requests.All.ShouldBeEmpty();
    }

    [Fact]
    public async Task LooksForThePathWhenAFolderOfAnotherMailboxIsGiven()
    {
        MailboxContentFolder other = new() { MailboxId = "MBX:other", FolderId = "id", Path = "Inbox/Projects", DisplayName = "Projects", FolderClass = "IPF.Note" };

        List<(MailboxContentFolder Folder, string? LeftOut)> folders = await SelectAsync(new ItemListRequest { Store = Store, Folder = new FolderIdentity { Text = other.Path, Folder = other } });

        folders.ShouldHaveSingleItem().Folder.FolderId.ShouldBe(_sandbox.Mailbox(ConnectedSandbox.Adele).Folder("Inbox/Projects").Id);
    }

    [Fact]
    public async Task RemembersWhatItSawForCompletion()
    {
        await SelectAsync(new ItemListRequest { Store = Store, Folder = new FolderIdentity { Text = "Inbox" }, Recurse = true });

        _sandbox.Connection.Known.FolderPaths.ShouldBe(["Inbox", "Inbox/Audit 2024//25", "Inbox/Projects", "Inbox/Projects/Alpha"]);
        _sandbox.Requests.Count(CallKind.ListItems).ShouldBe(0);
    }

    private async Task<List<(MailboxContentFolder Folder, string? LeftOut)>> SelectAsync(ItemListRequest request)
        => await new FolderSelection(_sandbox.Connection, _sandbox.Log).RunAsync(request, CancellationToken.None).ToListAsync();
}
