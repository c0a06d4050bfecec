using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph.Mailboxes;
using MailboxImportExport.Model;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Tenant;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Graph.Mailboxes;

/// <summary>Every form in which an archive can be named.</summary>
public sealed class ArchiveResolutionTests : IAsyncLifetime
{
    private ConnectedSandbox _sandbox = null!;

    private SandboxUser Adele => _sandbox.Server.Tenant.User(ConnectedSandbox.Adele);

    public async ValueTask InitializeAsync() => _sandbox = await ConnectedSandbox.StartAsync(apiVersion: "v1.0");

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    [Fact]
    public async Task ReadsTheSettingsOfBetaWhenTheArchiveIsMeant()
    {
        MailboxContentStore store = await ResolveAsync(new MailboxIdentity { UserPrincipalName = ConnectedSandbox.Adele, Text = "adele" });

        store.MailboxId.ShouldBe(Adele.Archive!.Id);
        store.IsArchive.ShouldBeTrue();
        store.ToString().ShouldBe("adele (archive)");
        _sandbox.Requests.All.ShouldHaveSingleItem().Path.ShouldStartWith("/beta/");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SaysThatThereIsNoArchiveWhenTheSettingsNameNone(bool isNull)
    {
        _sandbox.Switches.ReturnNullForMissingArchive = isNull;

        await ShouldFailAsync(new MailboxIdentity { UserPrincipalName = ConnectedSandbox.Bruno, Text = "bruno" }, FailureKind.ArchiveNotFound);
    }

    [Fact]
    public async Task KnowsTheArchiveWhenThePrimarySettingsNameIt()
    {
        _sandbox.Switches.ReturnArchiveIdOnV1 = true;

        MailboxContentStore store = await ResolveAsync(new MailboxIdentity { UserPrincipalName = ConnectedSandbox.Adele, Text = "adele" }, archive: false);

        store.MailboxId.ShouldBe(Adele.Mailbox!.Id);
        store.ArchiveMailboxId.ShouldBe(Adele.Archive!.Id);
        store.IsArchive.ShouldBeFalse();
    }

    [Fact]
    public async Task ReachesItThroughBetaAtOnceWhenItIsKnownToBeOne()
    {
        MailboxContentStore store = await ResolveAsync(new MailboxIdentity { ArchiveGuid = Adele.ArchiveGuid, Text = "adele" }, compose: true);

        await new MailboxImportExport.Graph.Folders.FolderRequests(_sandbox.Connection, _sandbox.Log).ListTopAsync(store.MailboxId, CancellationToken.None);

        _sandbox.Requests.Of(CallKind.ListFolders).ShouldHaveSingleItem().Path.ShouldStartWith("/beta/");
    }

    [Fact]
    public async Task TakesABareIdForThatOfTheArchive()
    {
        string id = Adele.Archive!.Id;

        MailboxContentStore store = await ResolveAsync(new MailboxIdentity { MailboxId = id, Text = id });

        store.MailboxId.ShouldBe(id);
        store.IsArchive.ShouldBeTrue();
    }

    [Fact]
    public async Task TakesTheArchiveOfAnObjectThatNamesBoth()
    {
        MailboxIdentity identity = new() { MailboxId = Adele.Mailbox!.Id, ArchiveMailboxId = Adele.Archive!.Id, Text = "adele" };

        (await ResolveAsync(identity)).MailboxId.ShouldBe(Adele.Archive.Id);
    }

    [Fact]
    public async Task ComposesTheArchiveOfAnObjectThatNamesItsGuid()
    {
        MailboxIdentity identity = new() { MailboxId = Adele.Mailbox!.Id, ArchiveGuid = Adele.ArchiveGuid, Text = "adele" };

        (await ResolveAsync(identity)).MailboxId.ShouldBe(Adele.Archive!.Id);
    }

    [Fact]
    public async Task SaysThatThereIsNoArchiveWhenAnObjectCouldNameItAndDoesNot()
        => await ShouldFailAsync(new MailboxIdentity { MailboxId = Adele.Mailbox!.Id, Text = "adele" }, FailureKind.ArchiveNotFound);

    [Fact]
    public async Task StaysAnArchiveWhenAnObjectIsOne()
    {
        MailboxIdentity identity = new() { MailboxId = Adele.Archive!.Id, IsArchive = true, Text = "adele" };

        MailboxContentStore store = await ResolveAsync(identity, archive: false);

        store.IsArchive.ShouldBeTrue();
        _sandbox.Requests.All.ShouldBeEmpty();
    }

    private Task<MailboxContentStore> ResolveAsync(MailboxIdentity identity, bool archive = true, bool compose = false)
        => new MailboxResolver(_sandbox.Connection, _sandbox.Log).ResolveAsync(identity, archive, compose, CancellationToken.None);

    private async Task ShouldFailAsync(MailboxIdentity identity, FailureKind kind)
        => (await Should.ThrowAsync<MailboxImportExportException>(() => ResolveAsync(identity))).Kind.ShouldBe(kind);
}
