using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Authentication;
using MailboxImportExport.Graph.Mailboxes;
using MailboxImportExport.Model;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Tenant;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Graph.Mailboxes;

public sealed class MailboxResolverTests : IAsyncLifetime
{
    private ConnectedSandbox _sandbox = null!;

    private SandboxTenant Tenant => _sandbox.Server.Tenant;

    private SandboxUser Adele => Tenant.User(ConnectedSandbox.Adele);

    private SandboxUser Bruno => Tenant.User(ConnectedSandbox.Bruno);

    public async ValueTask InitializeAsync() => _sandbox = await ConnectedSandbox.StartAsync(apiVersion: "v1.0");

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    [Fact]
    public async Task AsksNothingWhenTheIdIsThere()
    {
        string id = $"MBX:{Guid.NewGuid()}@{Guid.NewGuid()}";

        MailboxContentStore store = await ResolveAsync(new MailboxIdentity { MailboxId = id, UserPrincipalName = ConnectedSandbox.Adele, Text = "adele" });

        store.MailboxId.ShouldBe(id);
        store.ResolvedBy.ShouldBe(MailboxResolution.Given);
        _sandbox.Requests.All.ShouldBeEmpty();
    }

    [Fact]
    public async Task AsksByTheIdOfTheDirectoryFirstWhenSeveralNamesAreKnown()
    {
        MailboxIdentity identity = new()
        {
            ExternalDirectoryObjectId = Bruno.ObjectId,
            ObjectId = Adele.ObjectId,
            ExchangeGuid = Guid.NewGuid(),
            UserPrincipalName = ConnectedSandbox.Adele,
            Address = "nobody@contoso.example",
            Text = "bruno",
        };

        MailboxContentStore store = await ResolveAsync(identity);

        store.MailboxId.ShouldBe(Bruno.Mailbox!.Id);
        store.ResolvedBy.ShouldBe(MailboxResolution.ExternalDirectoryObjectId);
        Asked().ShouldBe([Bruno.ObjectId.ToString()]);
    }

    [Fact]
    public async Task GoesOnToTheNextNameWhenOneIsNotFound()
    {
        MailboxIdentity identity = new() { ObjectId = Guid.NewGuid(), UserPrincipalName = "old@contoso.example", Address = ConnectedSandbox.Adele, Text = "adele" };

        MailboxContentStore store = await ResolveAsync(identity);

        store.MailboxId.ShouldBe(Adele.Mailbox!.Id);
        store.ResolvedBy.ShouldBe(MailboxResolution.Address);
        Asked().ShouldBe([identity.ObjectId.ToString()!, "old@contoso.example", ConnectedSandbox.Adele]);
    }

    [Fact]
    public async Task AsksOnceWhenAddressAndNameAreTheSame()
    {
        MailboxIdentity identity = new() { UserPrincipalName = "nobody@contoso.example", Address = "Nobody@Contoso.example", Text = "nobody" };

        await ShouldFailAsync(identity, FailureKind.MailboxNotFound);

        Asked().ShouldBe(["nobody@contoso.example"]);
    }

    [Fact]
    public async Task DoesNotFindAUserByAnAddressThatIsNotTheName()
    {
        MailboxImportExportException thrown = await ShouldFailAsync(new MailboxIdentity { Address = Bruno.PrimarySmtpAddress, Text = Bruno.PrimarySmtpAddress }, FailureKind.MailboxNotFound);

        thrown.Target.ShouldBe(Bruno.PrimarySmtpAddress);
        thrown.NextStep!.ShouldContain("ExternalDirectoryObjectId");
    }

    [Fact]
    public async Task ComposesWhenTheUserIsNotFound()
    {
        MailboxContentStore store = await ResolveAsync(new MailboxIdentity { UserPrincipalName = "old@contoso.example", ExchangeGuid = Adele.ExchangeGuid, Text = "adele" });

        store.MailboxId.ShouldBe(Adele.Mailbox!.Id);
        store.ResolvedBy.ShouldBe(MailboxResolution.Composed);
        _sandbox.Log.VerboseLines.ShouldHaveSingleItem().ShouldContain("MailboxNotFound");
    }

    [Fact]
    public async Task AsksUnderNoOtherNameWhenTheMailboxIsUnavailable()
    {
        MailboxIdentity identity = new() { UserPrincipalName = "dana@contoso.example", Address = ConnectedSandbox.Adele, Text = "dana" };

        await ShouldFailAsync(identity, FailureKind.MailboxUnavailable);

        Asked().ShouldBe(["dana@contoso.example"]);
    }

    [Fact]
    public async Task ComposesWhenTheSettingsAreForbidden()
    {
        await using ConnectedSandbox scoped = await ScopedAsync();
        MailboxIdentity identity = new() { UserPrincipalName = ConnectedSandbox.Adele, Address = "other@contoso.example", ExchangeGuid = Guid.NewGuid(), Text = "adele" };

        MailboxContentStore store = await new MailboxResolver(scoped.Connection, scoped.Log).ResolveAsync(identity, archive: false, compose: false, CancellationToken.None);

        store.MailboxId.ShouldBe($"MBX:{identity.ExchangeGuid}@{scoped.Server.Tenant.Id}");
        store.ResolvedBy.ShouldBe(MailboxResolution.Composed);
        scoped.Requests.Count(CallKind.GetSettings).ShouldBe(1);
    }

    [Fact]
    public async Task SaysThatItWasRefusedWhenThereIsNothingToComposeFrom()
    {
        await using ConnectedSandbox scoped = await ScopedAsync();
        MailboxResolver resolver = new(scoped.Connection, scoped.Log);
        MailboxIdentity identity = new() { UserPrincipalName = ConnectedSandbox.Adele, Text = "adele" };

        MailboxImportExportException thrown = await Should.ThrowAsync<MailboxImportExportException>(() => resolver.ResolveAsync(identity, archive: false, compose: false, CancellationToken.None));

        thrown.Kind.ShouldBe(FailureKind.MailboxRefused);
    }

    [Fact]
    public async Task AsksNothingWhenItIsToComposeAtOnce()
    {
        MailboxContentStore store = await ResolveAsync(new MailboxIdentity { ExchangeGuid = Adele.ExchangeGuid, UserPrincipalName = ConnectedSandbox.Adele, Text = "adele" }, compose: true);

        store.MailboxId.ShouldBe(Adele.Mailbox!.Id);
        _sandbox.Requests.All.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SaysWhatIsMissingWhenItCannotCompose(bool archive)
    {
        MailboxIdentity identity = new() { ExchangeGuid = archive ? Guid.NewGuid() : null, ArchiveGuid = archive ? null : Guid.NewGuid(), Text = "adele" };

        (await ShouldFailAsync(identity, FailureKind.MailboxNotFound, archive, compose: true)).Message.ShouldContain("ExchangeGuid");
    }

    [Fact]
    public async Task SaysThatNothingIsKnownWhenTextNamesNoMailbox()
        => await ShouldFailAsync(new MailboxIdentity { Text = "Adele Vance" }, FailureKind.MailboxNotRecognized);

    [Theory]
    [InlineData("$service@contoso.example", "/v1.0/users('%24service%40contoso.example')/settings/exchange")]
    [InlineData("$o'brien@contoso.example", "/v1.0/users('%24o%27%27brien%40contoso.example')/settings/exchange")]
    [InlineData("o'brien@contoso.example", "/v1.0/users/o%27brien%40contoso.example/settings/exchange")]
    [InlineData("ann_fabrikam.example#EXT#@contoso.example", "/v1.0/users/ann_fabrikam.example%23EXT%23%40contoso.example/settings/exchange")]
    [InlineData("a/b?c@contoso.example", "/v1.0/users/a%2Fb%3Fc%40contoso.example/settings/exchange")]
    public async Task FindsAUserWhateverTheNameHolds(string name, string path)
    {
        SandboxUser user = Tenant.AddUser(new SandboxUser(Guid.NewGuid(), name, name) { PrimarySmtpAddress = name, Mailbox = Tenant.Mailbox(ConnectedSandbox.Chika) });

        MailboxContentStore store = await ResolveAsync(new MailboxIdentity { UserPrincipalName = name, Text = name });

        store.MailboxId.ShouldBe(user.Mailbox!.Id);
        _sandbox.Requests.All.ShouldHaveSingleItem().Path.ShouldBe(path);
    }

    private System.Collections.Generic.List<string> Asked()
        => [.. _sandbox.Requests.Of(CallKind.GetSettings).Select(static r => Uri.UnescapeDataString(r.Path.Split('/')[3]))];

    private static Task<ConnectedSandbox> ScopedAsync() => ConnectedSandbox.StartAsync(
        signIn: static server => new AccessTokenSignIn { Token = SecureText.Of(server.IssueToken(server.BuiltInApplication, roles: ["MailboxItem.Export.All"])) });

    private Task<MailboxContentStore> ResolveAsync(MailboxIdentity identity, bool archive = false, bool compose = false)
        => new MailboxResolver(_sandbox.Connection, _sandbox.Log).ResolveAsync(identity, archive, compose, CancellationToken.None);

    private async Task<MailboxImportExportException> ShouldFailAsync(MailboxIdentity identity, FailureKind kind, bool archive = false, bool compose = false)
    {
        MailboxImportExportException thrown = await Should.ThrowAsync<MailboxImportExportException>(() => ResolveAsync(identity, archive, compose));
        thrown.Kind.ShouldBe(kind);
        return thrown;
    }
}
