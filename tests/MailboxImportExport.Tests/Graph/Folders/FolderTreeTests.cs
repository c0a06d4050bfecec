using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph.Folders;
using MailboxImportExport.Graph.Json;
using MailboxImportExport.Model;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Tenant;
using Shouldly;
using Xunit;
using FolderTree = MailboxImportExport.Graph.Folders.FolderTree;

namespace MailboxImportExport.Tests.Graph.Folders;

public sealed class FolderTreeTests
{
    [Theory]
    [InlineData("beta", false, false)]
    [InlineData("beta", true, false)]
    [InlineData("beta", false, true)]
    [InlineData("v1.0", false, false)]
    [InlineData("v1.0", true, true)]
    public async Task GivesEveryFolderOnceWithItsPathWhateverTheTopListHolds(string apiVersion, bool withDescendants, bool withSearchFolders)
    {
        await using ConnectedSandbox sandbox = await ConnectedSandbox.StartAsync(apiVersion: apiVersion);
        sandbox.Switches.TopLevelListIncludesDescendants = withDescendants;
        sandbox.Switches.ListSearchFoldersAtTop = withSearchFolders;
        SandboxMailbox adele = sandbox.Mailbox(ConnectedSandbox.Adele);

        List<MailboxContentFolder> folders = await WalkAsync(sandbox, adele);

        folders.Select(static f => (f.FolderId, f.Path)).Order().ShouldBe(Visible(adele, withHidden: apiVersion == "v1.0").Select(static f => (f.Id, Path(f))).Order());
        folders.ShouldAllBe(static f => f.Path == "Inbox" == (f.WellKnownName == "inbox"));
    }

    [Theory]
    [InlineData("beta", true)]
    [InlineData("beta", false)]
    [InlineData("v1.0", true)]
    [InlineData("v1.0", false)]
    public async Task KnowsWhatIsHiddenWhenFoldersSaySo(string apiVersion, bool saySo)
    {
        await using ConnectedSandbox sandbox = await ConnectedSandbox.StartAsync(apiVersion: apiVersion);
        sandbox.Switches.ListHiddenFoldersOnBeta = true;
        sandbox.Switches.HiddenFoldersSaySo = saySo;

        List<MailboxContentFolder> folders = await WalkAsync(sandbox, sandbox.Mailbox(ConnectedSandbox.Adele));

        folders.Single(static f => f.Path == "PersonMetadata").IsHidden.ShouldBe(saySo);
        folders.Single(static f => f.Path == "Inbox").IsHidden.ShouldBeFalse();
    }

    [Fact]
    public void KnowsASearchFolderByItsPlaceWhenItsTypeIsNotGiven()
    {
        MailboxContentFolder finder = FolderTree.ToModel("MBX:a@b", new FolderJson { Id = "1", DisplayName = "Finder", WellKnownName = "searchfolders" }, null);

        MailboxContentFolder search = FolderTree.ToModel("MBX:a@b", new FolderJson { Id = "2", DisplayName = "Unread" }, finder);

        search.IsSearchFolder.ShouldBeTrue();
        FolderTree.ToModel("MBX:a@b", new FolderJson { Id = "3", DisplayName = "Below" }, search).IsSearchFolder.ShouldBeTrue();
        finder.IsSearchFolder.ShouldBeFalse();
    }

    [Fact]
    public async Task GivesParentsBeforeTheirChildren()
    {
        await using ConnectedSandbox sandbox = await ConnectedSandbox.StartAsync();
        HashSet<string> seen = [];
        foreach (MailboxContentFolder folder in await WalkAsync(sandbox, sandbox.Mailbox(ConnectedSandbox.Adele)))
        {
            int slash = folder.Path.LastIndexOf('/');
            if (slash > 0 && folder.Path[slash - 1] != '/')
            {
                seen.ShouldContain(folder.Path[..slash]);
            }

            seen.Add(folder.Path);
        }
    }

    [Fact]
    public async Task WritesASlashInANameTwice()
    {
        await using ConnectedSandbox sandbox = await ConnectedSandbox.StartAsync();

        List<MailboxContentFolder> folders = await WalkAsync(sandbox, sandbox.Mailbox(ConnectedSandbox.Adele));

        folders.Single(static f => f.DisplayName == "Audit 2024/25").Path.ShouldBe("Inbox/Audit 2024//25");
    }

    [Fact]
    public async Task GivesAFolderThatTheTopListHoldsWhenItsParentCountsNoChildren()
    {
        await using ConnectedSandbox sandbox = await ConnectedSandbox.StartAsync();
        new ScriptedAnswer(200, """
            { "value": [
              { "id": "c", "displayName": "Child", "parentFolderId": "p", "childFolderCount": 0 },
              { "id": "p", "displayName": "Parent", "parentFolderId": "root", "childFolderCount": 0 } ] }
            """).To(sandbox.Gates, CallKind.ListFolders);

        (await WalkAsync(sandbox, sandbox.Mailbox(ConnectedSandbox.Adele))).Select(static f => f.Path).ShouldBe(["Parent", "Parent/Child"]);
    }

    [Fact]
    public async Task AsksForChildrenWhenAFolderDoesNotSayHowManyItHas()
    {
        await using ConnectedSandbox sandbox = await ConnectedSandbox.StartAsync();
        new ScriptedAnswer(200, """{ "value": [ { "id": "p", "displayName": "Parent" } ] }""").To(sandbox.Gates, CallKind.ListFolders);
        new ScriptedAnswer(200, """{ "value": [ { "id": "c", "displayName": "Child", "childFolderCount": 0 } ] }""").To(sandbox.Gates, CallKind.ListChildFolders);

        (await WalkAsync(sandbox, sandbox.Mailbox(ConnectedSandbox.Adele))).Select(static f => f.Path).ShouldBe(["Parent", "Parent/Child"]);
    }

    [Fact]
    public async Task EndsWhenFoldersAreTheirOwnAncestors()
    {
        await using ConnectedSandbox sandbox = await ConnectedSandbox.StartAsync();
        new ScriptedAnswer(200, """
            { "value": [
              { "id": "a", "displayName": "A", "parentFolderId": "b", "childFolderCount": 1 },
              { "id": "b", "displayName": "B", "parentFolderId": "a", "childFolderCount": 1 },
              { "id": "s", "displayName": "Self", "parentFolderId": "s", "childFolderCount": 1 } ] }
            """).To(sandbox.Gates, CallKind.ListFolders);
        foreach (string child in new[] { "s", "b", "a" })
        {
            new ScriptedAnswer(200, $$"""{ "value": [ { "id": "{{child}}", "displayName": "{{child}}", "childFolderCount": 1 } ] }""").To(sandbox.Gates, CallKind.ListChildFolders);
        }

        List<MailboxContentFolder> folders = await WalkAsync(sandbox, sandbox.Mailbox(ConnectedSandbox.Adele));

        folders.Select(static f => f.FolderId).Order().ShouldBe(["a", "b", "s"]);
    }

    [Fact]
    public async Task GivesUpWhenFoldersAreNestedWithoutEnd()
    {
        await using ConnectedSandbox sandbox = await ConnectedSandbox.StartAsync();
        new ScriptedAnswer(200, """{ "value": [ { "id": "n", "displayName": "N", "childFolderCount": 1 } ] }""").To(sandbox.Gates, CallKind.ListFolders);
        for (int i = 0; i < 305; i++)
        {
            new ScriptedAnswer(200, $$"""{ "value": [ { "id": "n{{i}}", "displayName": "N", "childFolderCount": 1 } ] }""").To(sandbox.Gates, CallKind.ListChildFolders);
        }

        MailboxImportExportException thrown = await Should.ThrowAsync<MailboxImportExportException>(() => WalkAsync(sandbox, sandbox.Mailbox(ConnectedSandbox.Adele)));

        thrown.Kind.ShouldBe(FailureKind.ServiceAnswerInvalid);
    }

    [Theory]
    [InlineData("""{ "value": null }""")]
    [InlineData("""{ "value": [ { "displayName": "without an id" } ] }""")]
    public async Task RefusesAnAnswerWhenItIsNoListOfFolders(string members)
    {
        await using ConnectedSandbox sandbox = await ConnectedSandbox.StartAsync();
        new ScriptedAnswer(200, members).To(sandbox.Gates, CallKind.ListFolders, times: 8);

        MailboxImportExportException thrown = await Should.ThrowAsync<MailboxImportExportException>(() => WalkAsync(sandbox, sandbox.Mailbox(ConnectedSandbox.Adele)));

        thrown.Kind.ShouldBe(FailureKind.ServiceAnswerInvalid);
    }

    [Fact]
    public async Task ReadsAllPagesWhenAMailboxHasManyFolders()
    {
        await using ConnectedSandbox sandbox = await ConnectedSandbox.StartAsync();
        sandbox.Switches.MaximumPageSize = 7;
        sandbox.Switches.ClampTopToMaximum = true;
        SandboxMailbox adele = sandbox.Mailbox(ConnectedSandbox.Adele);

        (await WalkAsync(sandbox, adele)).Count.ShouldBe(Visible(adele, withHidden: false).Count());
    }

    [Fact]
    public async Task AsksForNothingMoreWhenTheReaderHasEnough()
    {
        await using ConnectedSandbox sandbox = await ConnectedSandbox.StartAsync();
        int parents = Visible(sandbox.Mailbox(ConnectedSandbox.Adele), withHidden: false).Count(static f => f.Children.Count > 0);
        GateBlock block = sandbox.Gates.Block(CallKind.ListChildFolders);
        FolderTree tree = new(new FolderRequests(sandbox.Connection, sandbox.Log), sandbox.Mailbox(ConnectedSandbox.Adele).Id);
        await foreach (MailboxContentFolder _ in tree.WalkAsync(recurse: true, CancellationToken.None))
        {
            break;
        }

        // Calls that were sent before may still be on their way to the sandbox; those below them were never made.
        block.Release();
        await new FolderRequests(sandbox.Connection, sandbox.Log).GetAsync(sandbox.Mailbox(ConnectedSandbox.Adele).Id, "inbox", CancellationToken.None);

        sandbox.Requests.Count(CallKind.ListChildFolders).ShouldBeLessThan(parents);
        sandbox.Requests.Count(CallKind.GetFolder).ShouldBe(1);
    }

    private static IEnumerable<SandboxFolder> Visible(SandboxMailbox mailbox, bool withHidden)
        => mailbox.Folders.Where(f => IsVisible(f, mailbox, withHidden));

    private static bool IsVisible(SandboxFolder folder, SandboxMailbox mailbox, bool withHidden)
        => folder.Parent is not null && (withHidden || !folder.IsHidden) && (folder.Parent == mailbox.VisibleRoot || IsVisible(folder.Parent, mailbox, withHidden));

    private static string Path(SandboxFolder folder)
        => folder.Parent!.Path.Length == 0 ? folder.DisplayName.Replace("/", "//", StringComparison.Ordinal) : Path(folder.Parent) + "/" + folder.DisplayName.Replace("/", "//", StringComparison.Ordinal);

    private static async Task<List<MailboxContentFolder>> WalkAsync(ConnectedSandbox sandbox, SandboxMailbox mailbox)
    {
        FolderTree tree = new(new FolderRequests(sandbox.Connection, sandbox.Log), mailbox.Id);
        return await tree.WalkAsync(recurse: true, CancellationToken.None).ToListAsync();
    }
}
