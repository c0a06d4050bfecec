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

public sealed class FolderResolverTests : IAsyncLifetime
{
    private ConnectedSandbox _sandbox = null!;

    private SandboxMailbox Adele => _sandbox.Mailbox(ConnectedSandbox.Adele);

    private SandboxMailbox Bruno => _sandbox.Mailbox(ConnectedSandbox.Bruno);

    public async ValueTask InitializeAsync() => _sandbox = await ConnectedSandbox.StartAsync();

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    [Theory]
    [InlineData("Inbox", "inbox", "Posteingang")]
    [InlineData("#Inbox#", "inbox", "Posteingang")]
    [InlineData("INBOX", "inbox", "Posteingang")]
    [InlineData("Sent Items", "sentitems", "Gesendete Elemente")]
    [InlineData("deleteditems", "deleteditems", "Gelöschte Elemente")]
    [InlineData("Posteingang", "inbox", "Posteingang")]
    [InlineData("posteingang", "inbox", "Posteingang")]
    [InlineData("Conflicts", "conflicts", "Synchronisierungsprobleme/Konflikte")]
    [InlineData("Synchronisierungsprobleme/Konflikte", "conflicts", "Synchronisierungsprobleme/Konflikte")]
    [InlineData("recoverableitemsroot", "recoverableitemsroot", "Recoverable Items")]
    [InlineData("Recoverable Items", "recoverableitemsroot", "Recoverable Items")]
    [InlineData("recoverableitemsdeletions", "recoverableitemsdeletions", "Recoverable Items/Deletions")]
    [InlineData("Recoverable Items/Purges", "recoverableitemspurges", "Recoverable Items/Purges")]
    public async Task FindsAFolderThatEveryMailboxHasInAGermanOne(string text, string wellKnown, string path)
    {
        MailboxContentFolder folder = await ResolveAsync(Bruno, text);

        folder.FolderId.ShouldBe(Bruno.WellKnown(wellKnown)!.Id);
        folder.Path.ShouldBe(path);
        folder.WellKnownName.ShouldBe(wellKnown);
    }

    [Theory]
    [InlineData("Inbox/Verträge & Angebote")]
    [InlineData("Posteingang/verträge & angebote")]
    [InlineData("#Inbox#/Verträge & Angebote/")]
    public async Task FindsAFolderBelowOneOfTheMailbox(string text)
        => (await ResolveAsync(Bruno, text)).Path.ShouldBe("Posteingang/Verträge & Angebote");

    [Fact]
    public async Task FindsAFolderWithASlashInItsName()
        => (await ResolveAsync(Adele, "Inbox/Audit 2024//25")).DisplayName.ShouldBe("Audit 2024/25");

    [Theory]
    [InlineData("Inbox/Projects/Alpha", "Inbox/Projects/Alpha")]
    [InlineData("Inbox/Audit 2024/25", "Inbox/Audit 2024//25")]
    [InlineData("Sync Issues/Conflicts", "Sync Issues/Conflicts")]
    [InlineData("Inbox", "Inbox")]
    [InlineData("recoverableitemspurges", "Recoverable Items/Purges")]
    public async Task KnowsThePathWhenAFolderIsNamedByItsId(string folder, string path)
    {
        SandboxFolder wanted = Adele.Folder(folder);

        MailboxContentFolder found = await ResolveAsync(Adele, wanted.Id);

        found.FolderId.ShouldBe(wanted.Id);
        found.Path.ShouldBe(path);
    }

    [Fact]
    public async Task HasAnEmptyPathWhenTheTopOfTheMailboxIsNamed()
    {
        (await ResolveAsync(Adele, "msgfolderroot")).Path.ShouldBeEmpty();
        (await ResolveAsync(Adele, Adele.VisibleRoot.Id)).Path.ShouldBeEmpty();
    }

    [Fact]
    public async Task FindsAFolderWhoseNameLooksLikeAnId()
    {
        SandboxFolder folder = Adele.AddFolder("ProjectArchive2024Final");

        (await ResolveAsync(Adele, "ProjectArchive2024Final")).FolderId.ShouldBe(folder.Id);
    }

    [Fact]
    public async Task FindsAFolderOfTheUserWhenTheMailboxLacksTheWellKnownOne()
    {
        SandboxFolder folder = Adele.AddFolder("Clutter");

        (await ResolveAsync(Adele, "Clutter")).FolderId.ShouldBe(folder.Id);
    }

    [Theory]
    [InlineData("Nothing")]
    [InlineData("Inbox/Nothing")]
    [InlineData("Nothing/Projects")]
    [InlineData("NoIdOfAnyFolderInThisMailbox")]
    public async Task NamesWhatThereIsWhenAFolderIsNotFound(string text)
    {
        MailboxImportExportException thrown = await Should.ThrowAsync<MailboxImportExportException>(() => ResolveAsync(Adele, text));

        thrown.Kind.ShouldBe(FailureKind.FolderNotFound);
        thrown.Target.ShouldBe(text);
        thrown.Message.ShouldContain("Inbox");
    }

    [Fact]
    public async Task DoesNotTakeANestedFolderForOneAtTheTopWhenTheTopListHoldsIt()
    {
        _sandbox.Switches.TopLevelListIncludesDescendants = true;

        MailboxImportExportException thrown = await Should.ThrowAsync<MailboxImportExportException>(() => ResolveAsync(Adele, "Projects"));

        thrown.Kind.ShouldBe(FailureKind.FolderNotFound);
        thrown.Message.ShouldNotContain("Alpha");
    }

    [Fact]
    public async Task EndsWhenParentsAreInACircle()
    {
        string id = Adele.Folder("Inbox/Projects/Alpha").Id;
        new ScriptedAnswer(200, $$"""{ "id": "{{id}}", "displayName": "Alpha", "parentFolderId": "parentparentparent" }""").To(_sandbox.Gates, CallKind.GetFolder);
        new ScriptedAnswer(200, """{ "id": "parentparentparent", "displayName": "Circle", "parentFolderId": "parentparentparent" }""").To(_sandbox.Gates, CallKind.GetFolder, times: 3);

        (await ResolveAsync(Adele, id)).Path.ShouldBe("Circle/Alpha");
    }

    [Fact]
    public async Task ListsAFolderOnceWhenItIsAskedForOften()
    {
        FolderResolver resolver = Resolver(Adele);
        await resolver.ResolveAsync("Inbox/Projects", CancellationToken.None);
        await resolver.ResolveAsync("Inbox/Projects/Alpha", CancellationToken.None);
        await resolver.ResolveAsync("Inbox/Audit 2024//25", CancellationToken.None);

        _sandbox.Requests.Of(CallKind.ListChildFolders).Select(static r => r.Path).Distinct().Count().ShouldBe(_sandbox.Requests.Count(CallKind.ListChildFolders));
    }

    [Fact]
    public async Task FailsWhenTheMailboxRefuses()
    {
        ScriptedAnswer.Graph(403, "ErrorAccessDenied").To(_sandbox.Gates, CallKind.GetFolder);

        MailboxImportExportException thrown = await Should.ThrowAsync<MailboxImportExportException>(() => ResolveAsync(Adele, "Inbox"));

        thrown.Kind.ShouldBe(FailureKind.MailboxRefused);
    }

    private FolderResolver Resolver(SandboxMailbox mailbox) => new(new FolderRequests(_sandbox.Connection, _sandbox.Log), _sandbox.Store(mailbox));

    private Task<MailboxContentFolder> ResolveAsync(SandboxMailbox mailbox, string text) => Resolver(mailbox).ResolveAsync(text, CancellationToken.None);
}
