using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph.Folders;
using MailboxImportExport.Model;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Sandbox.Tenant;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Graph.Folders;

public sealed class FolderCreatorTests : IAsyncLifetime
{
    private ConnectedSandbox _sandbox = null!;

    private SandboxMailbox Adele => _sandbox.Mailbox(ConnectedSandbox.Adele);

    public async ValueTask InitializeAsync() => _sandbox = await ConnectedSandbox.StartAsync();

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    [Fact]
    public async Task CreatesWhatIsMissingOfAPath()
    {
        (MailboxContentFolder folder, int created) = await EnsureAsync("Inbox/Projects/2024//25/Plans");

        created.ShouldBe(2);
        folder.Path.ShouldBe("Inbox/Projects/2024//25/Plans");
        SandboxFolder plans = Adele.Folders.Single(f => f.Id == folder.FolderId);
        plans.DisplayName.ShouldBe("Plans");
        plans.Parent!.DisplayName.ShouldBe("2024/25");
        plans.Parent.Parent.ShouldBe(Adele.Folder("Inbox/Projects"));
    }

    [Fact]
    public async Task CreatesNothingWhenThePathIsThere()
    {
        (MailboxContentFolder folder, int created) = await EnsureAsync("inbox/PROJECTS");

        created.ShouldBe(0);
        folder.FolderId.ShouldBe(Adele.Folder("Inbox/Projects").Id);
        _sandbox.Requests.Count(CallKind.CreateFolder).ShouldBe(0);
    }

    [Fact]
    public async Task CreatesAtTheTopWhenAFolderOfThatNameIsOnlyFurtherDown()
    {
        _sandbox.Switches.TopLevelListIncludesDescendants = true;

        (MailboxContentFolder folder, int created) = await EnsureAsync("Projects");

        created.ShouldBe(1);
        Adele.Folders.Single(f => f.Id == folder.FolderId).Parent.ShouldBe(Adele.VisibleRoot);
    }

    [Fact]
    public async Task GivesEachFolderTheClassThatBelongsToItsPart()
    {
        FolderRequests requests = new(_sandbox.Connection, _sandbox.Log);
        FolderCreator creator = new(requests, new FolderResolver(requests, _sandbox.Store(Adele)), Adele.Id);

        await creator.EnsureAsync("Team/Meetings", null, static part => part == "Team" ? "IPF.Note" : "IPF.Appointment", CancellationToken.None);

        Adele.Folder("Team").FolderClass.ShouldBe("IPF.Note");
        Adele.Folder("Team/Meetings").FolderClass.ShouldBe("IPF.Appointment");
    }

    [Theory]
    [InlineData("Raced")]
    [InlineData("Inbox/Raced")]
    public async Task TakesTheFolderOfWhoeverWasFaster(string path)
    {
        SandboxFolder? other = null;
        _sandbox.Gates.OnNext(CallKind.CreateFolder, _ =>
        {
            other = Adele.AddFolder(path);
            return Task.CompletedTask;
        });

        (MailboxContentFolder folder, _) = await EnsureAsync(path);

        folder.FolderId.ShouldBe(other!.Id);
        _sandbox.Requests.Of(CallKind.CreateFolder).Select(static r => r.Status).ShouldBe([409]);
    }

    [Fact]
    public async Task FindsItsOwnFolderWhenTheAnswerToItsCreationWasLost()
    {
        _sandbox.Gates.CutNext(CallKind.CreateFolder, GatePoint.Answer);

        (MailboxContentFolder folder, _) = await EnsureAsync("Inbox/Lost");

        folder.FolderId.ShouldBe(Adele.Folder("Inbox/Lost").Id);
        _sandbox.Requests.Count(CallKind.CreateFolder).ShouldBe(2);
    }

    [Fact]
    public async Task CreatesEachFolderOnceWhenSeveralPathsShareParents()
    {
        FolderRequests requests = new(_sandbox.Connection, _sandbox.Log);
        FolderCreator creator = new(requests, new FolderResolver(requests, _sandbox.Store(Adele)), Adele.Id);

        foreach (string path in new[] { "New/A", "New/B", "New/A/C", "new/a" })
        {
            await creator.EnsureAsync(path, null, static _ => "IPF.Note", CancellationToken.None);
        }

        Adele.Folder("New").Children.Select(static f => f.DisplayName).ShouldBe(["A", "B"]);
        _sandbox.Requests.Of(CallKind.CreateFolder).ShouldAllBe(static r => r.Status == 201);
    }

    [Fact]
    public async Task SaysWhyWhenTheServiceDoesNotCreateAFolder()
    {
        ScriptedAnswer.Graph(400, "ErrorFolderNameInvalid").To(_sandbox.Gates, CallKind.CreateFolder);

        (await Should.ThrowAsync<MailboxServiceException>(() => EnsureAsync("Odd"))).Kind.ShouldBe(FailureKind.ServiceRefused);
    }

    private Task<(MailboxContentFolder Folder, int Created)> EnsureAsync(string path)
    {
        FolderRequests requests = new(_sandbox.Connection, _sandbox.Log);
        FolderCreator creator = new(requests, new FolderResolver(requests, _sandbox.Store(Adele)), Adele.Id);
        return creator.EnsureAsync(path, null, static _ => "IPF.Note", CancellationToken.None);
    }
}
