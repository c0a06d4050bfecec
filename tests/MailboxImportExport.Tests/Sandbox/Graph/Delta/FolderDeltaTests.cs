using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox;
using MailboxImportExport.Sandbox.Graph;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Sandbox.Tenant;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Sandbox.Graph.Delta;

public sealed class FolderDeltaTests : IAsyncLifetime
{
    private SandboxClient _client = null!;
    private DeltaReader _reader = null!;

    private SandboxMailbox Adele => _client.Server.Tenant.Mailbox(SandboxClient.Adele);

    private SandboxSwitches Switches => _client.Server.Switches;

    public async ValueTask InitializeAsync()
    {
        _client = await SandboxClient.StartAsync();
        _reader = new DeltaReader(_client);
    }

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    [Fact]
    public async Task TellsTheWholeTreeWhenItIsAskedForTheFirstTime()
    {
        DeltaRoundSeen round = await _reader.ReadAsync(Adele, "folders/delta");

        round.Pages[0].Values.Count.ShouldBe(10);
        round.Pages[0].Root.GetProperty("@odata.context").GetString()!.ShouldEndWith("$metadata#Collection(mailboxFolder)");
        round.Ids.ShouldBe(Adele.VisibleRoot.Subtree.Skip(1).Select(static folder => folder.Id), ignoreOrder: true);
        round.Ids.ShouldContain(Adele.Folder("Inbox/Projects/Alpha").Id);
        round.Ids.ShouldNotContain(Adele.WellKnown("recoverableitemsdeletions")!.Id);
    }

    [Fact]
    public async Task TellsWhatHasChangedWhenItIsAskedAgain()
    {
        DeltaRoundSeen first = await _reader.ReadAsync(Adele, "folders/delta");
        SandboxFolder renamed = Adele.Folder("Inbox/Projects");
        SandboxFolder deleted = Adele.Folder("Inbox/Audit 2024/25");
        await _client.PatchAsync(Adele, $"folders/{renamed.Id}", """{"displayName":"Work"}""");
        SandboxFolder made = Adele.AddFolder("Fresh");
        Switches.FolderDeletion = FolderDeletion.Removed;
        await _client.DeleteAsync(Adele, $"folders/{deleted.Id}");

        DeltaRoundSeen second = await _reader.ReadAsync(first.Next);

        second.Ids.ShouldBe([renamed.Id, made.Id, deleted.Id]);
        second.RemovedIds.ShouldBe([deleted.Id]);
        second.Pages[0].Values[0].GetProperty("displayName").GetString().ShouldBe("Work");
        second.Pages[0].Values[2].EnumerateObject().Select(static member => member.Name).ShouldBe(["id", "@removed"]);
    }

    [Fact]
    public async Task TellsAMovedFolderWithItsChildrenWhenItStaysInTheTree()
    {
        SandboxFolder projects = Adele.Folder("Inbox/Projects");
        DeltaRoundSeen first = await _reader.ReadAsync(Adele, "folders/delta");

        await _client.DeleteAsync(Adele, $"folders/{projects.Id}");
        DeltaRoundSeen second = await _reader.ReadAsync(first.Next);

        second.RemovedIds.ShouldBeEmpty();
        second.Ids.ShouldBe([projects.Id, Adele.Folder("Deleted Items/Projects/Alpha").Id], ignoreOrder: true);
    }

    [Fact]
    public async Task TellsEverythingBelowAsRemovedWhenAFolderLeavesTheTree()
    {
        SandboxFolder projects = Adele.Folder("Inbox/Projects");
        SandboxFolder alpha = Adele.Folder("Inbox/Projects/Alpha");
        DeltaRoundSeen first = await _reader.ReadAsync(Adele, "folders/delta");
        Switches.FolderDeletion = FolderDeletion.ToRecoverableItems;

        await _client.DeleteAsync(Adele, $"folders/{projects.Id}");
        DeltaRoundSeen second = await _reader.ReadAsync(first.Next);

        second.RemovedIds.ShouldBe([projects.Id, alpha.Id], ignoreOrder: true);
        second.Ids.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData(false, 2)]
    [InlineData(true, 3)]
    public async Task TellsOneLevelOrAllBelowAFolderAsSwitched(bool recursive, int count)
    {
        Switches.ChildFolderDeltaIsRecursive = recursive;

        DeltaRoundSeen round = await _reader.ReadAsync(Adele, "folders/inbox/childFolders/delta");

        round.Ids.Count.ShouldBe(count);
        round.Next.AbsolutePath.ShouldEndWith("/folders/inbox/childFolders/delta");
    }

    [Fact]
    public async Task TellsAChildAsRemovedWhenItHasMovedToAnotherParent()
    {
        DeltaRoundSeen first = await _reader.ReadAsync(Adele, "folders/inbox/childFolders/delta");
        SandboxFolder projects = Adele.Folder("Inbox/Projects");

        Adele.MoveFolder(projects, Adele.Folder("Archive"));

        (await _reader.ReadAsync(first.Next)).RemovedIds.ShouldBe([projects.Id]);
        (await _reader.ReadAsync(Adele, "folders/archive/childFolders/delta")).Ids.ShouldBe([projects.Id]);
    }

    [Theory]
    [InlineData((int)DeltaRoot.Never, false, false)]
    [InlineData((int)DeltaRoot.InArchives, true, false)]
    [InlineData((int)DeltaRoot.Always, true, true)]
    public async Task TellsOfTheRootAsSwitched(int root, bool inArchive, bool inPrimary)
    {
        Switches.FolderDeltaTellsRoot = (DeltaRoot)root;
        SandboxMailbox archive = _client.Server.Tenant.Archive(SandboxClient.Adele);

        DeltaRoundSeen ofArchive = await _reader.ReadAsync(archive, "folders/delta");
        DeltaRoundSeen ofPrimary = await _reader.ReadAsync(Adele, "folders/delta");

        ofArchive.Ids.Contains(archive.VisibleRoot.Id).ShouldBe(inArchive);
        ofPrimary.Ids.Contains(Adele.VisibleRoot.Id).ShouldBe(inPrimary);
        (await _reader.ReadAsync(ofPrimary.Next)).Ids.ShouldBeEmpty();
        if (inArchive)
        {
            ofArchive.Pages[0].Values.Single(value => value.GetProperty("id").GetString() == archive.VisibleRoot.Id)
                .GetProperty("displayName").GetString().ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task ShowsWhatIsSelectedWhenOptionsAreGiven()
    {
        SandboxAnswer answer = await _client.GetAsync(Adele, "folders/delta?$select=displayName", "beta");

        JsonElement folder = answer.Values[0];
        folder.TryGetProperty("displayName", out _).ShouldBeTrue();
        folder.TryGetProperty("id", out _).ShouldBeTrue();
        folder.TryGetProperty("parentMailboxUrl", out _).ShouldBeTrue();
        folder.TryGetProperty("type", out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData("$top=5")]
    [InlineData("$filter=displayName eq 'x'")]
    [InlineData("$expand=singleValueExtendedProperties($filter=id eq 'String 0x3001')")]
    [InlineData("includeHiddenFolders=true")]
    public async Task RefusesAnOptionWhenItIsNotSupported(string option)
        => (await _client.GetAsync(Adele, $"folders/delta?{option}", "beta")).ErrorCode.ShouldBe("RequestBroker--ParseUri");

    [Fact]
    public async Task PagesAsPreferredWhenTheHeaderSaysSo()
    {
        IReadOnlyList<SandboxAnswer> pages = (await _reader.ReadAsync(Adele, "folders/delta", pageSize: 2)).Pages;

        pages[0].Values.Count.ShouldBe(2);
        pages.Count.ShouldBe((Adele.VisibleRoot.Subtree.Count + 0) / 2);
    }
}
