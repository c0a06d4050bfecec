using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox;
using MailboxImportExport.Sandbox.Identity;
using MailboxImportExport.Sandbox.Tenant;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Sandbox.Identity;

public sealed class AccessTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.Zero));
    private SandboxClient _client = null!;

    private SandboxMailbox Adele => _client.Server.Tenant.Mailbox(SandboxClient.Adele);

    private SandboxMailbox Bruno => _client.Server.Tenant.Mailbox(SandboxClient.Bruno);

    public async ValueTask InitializeAsync() => _client = await SandboxClient.StartAsync(new SandboxOptions { TimeProvider = _clock });

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    [Fact]
    public async Task AsksForATokenWhenThereIsNone()
    {
        _client.Token = null;

        SandboxAnswer answer = await _client.GetAsync(Adele, "folders");

        ShouldBeUnauthenticated(answer);
        answer.Headers.WwwAuthenticate.Single().ToString().ShouldContain("error=\"invalid_token\"");
    }

    [Fact]
    public async Task AsksForATokenWhenItIsOfAnotherSandbox()
    {
        await using SandboxClient other = await SandboxClient.StartAsync(new SandboxOptions { TimeProvider = _clock });
        _client.Token = other.Token;

        ShouldBeUnauthenticated(await _client.GetAsync(Adele, "folders"));
        (await other.GetAsync(Adele, "folders")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task AsksForATokenWhenItsTimeIsOver()
    {
        (await _client.GetAsync(Adele, "folders")).Status.ShouldBe(200);

        _clock.Advance(TimeSpan.FromSeconds(3600));

        ShouldBeUnauthenticated(await _client.GetAsync(Adele, "folders"));
    }

    [Fact]
    public async Task AsksForATokenWhenItIsForAnotherService()
    {
        _client.Token = _client.Server.IssueToken(_client.Server.BuiltInApplication, new AccessTokenRequest { Audience = "https://outlook.office365.com" });

        ShouldBeUnauthenticated(await _client.GetAsync(Adele, "folders"));
    }

    [Theory]
    [InlineData("folders", "MailboxFolder.Read.All", true)]
    [InlineData("folders", "MailboxFolder.ReadWrite.All", true)]
    [InlineData("folders", "MailboxItem.ImportExport.All", false)]
    [InlineData("folders/inbox/items", "MailboxItem.Read.All", true)]
    [InlineData("folders/inbox/items", "MailboxItem.ReadWrite.All", true)]
    [InlineData("folders/inbox/items", "MailboxItem.ImportExport.All", true)]
    [InlineData("folders/inbox/items", "MailboxItem.Export.All", false)]
    [InlineData("folders/inbox/items", "MailboxFolder.ReadWrite.All", false)]
    public async Task LetsReadWhenTheRoleAllowsIt(string path, string role, bool allowed)
    {
        _client.Token = _client.Server.IssueToken(_client.Server.BuiltInApplication, roles: [role]);

        ShouldBeAllowed(await _client.GetAsync(Adele, path), allowed);
    }

    [Theory]
    [InlineData("MailboxItem.Export.All", true)]
    [InlineData("MailboxItem.ImportExport.All", true)]
    [InlineData("MailboxItem.Read.All", false)]
    public async Task LetsExportWhenTheRoleAllowsIt(string role, bool allowed)
    {
        _client.Token = _client.Server.IssueToken(_client.Server.BuiltInApplication, roles: [role]);

        ShouldBeAllowed(await _client.ExportAsync(Adele, "x"), allowed);
    }

    [Theory]
    [InlineData("MailboxItem.ImportExport.All", true)]
    [InlineData("MailboxItem.Export.All", false)]
    [InlineData("MailboxItem.ReadWrite.All", false)]
    public async Task LetsImportWhenTheRoleAllowsIt(string role, bool allowed)
    {
        _client.Token = _client.Server.IssueToken(_client.Server.BuiltInApplication, roles: [role]);

        ShouldBeAllowed(await _client.PostAsync(Adele, "createImportSession", "{}"), allowed);
    }

    [Theory]
    [InlineData("MailboxFolder.ReadWrite.All", true)]
    [InlineData("MailboxFolder.Read.All", false)]
    public async Task LetsCreateFoldersWhenTheRoleAllowsIt(string role, bool allowed)
    {
        _client.Token = _client.Server.IssueToken(_client.Server.BuiltInApplication, roles: [role]);

        SandboxAnswer answer = await _client.PostAsync(Adele, "folders", """{"displayName":"New","type":"IPF.Note"}""");

        answer.Status.ShouldBe(allowed ? 201 : 403);
    }

    [Theory]
    [InlineData(true, 200)]
    [InlineData(false, 403)]
    public async Task DecidesBySwitchWhenOnlyAWritingRoleIsThere(bool writeRolesRead, int status)
    {
        _client.Server.Switches.WriteRolesReadItems = writeRolesRead;
        _client.Token = _client.Server.IssueToken(_client.Server.BuiltInApplication, roles: ["MailboxItem.ImportExport.All"]);

        (await _client.GetAsync(Adele, "folders/inbox/items")).Status.ShouldBe(status);
    }

    [Fact]
    public async Task RefusesSettingsWhenTheUserRoleIsMissing()
    {
        _client.Token = _client.Server.IssueToken(_client.Server.BuiltInApplication, roles: ["MailboxItem.ImportExport.All"]);

        SandboxAnswer answer = await _client.GetAsync($"v1.0/users/{SandboxClient.Adele}/settings/exchange");

        answer.Status.ShouldBe(403);
        answer.ErrorCode.ShouldBe("Authorization_RequestDenied");
    }

    [Fact]
    public async Task LetsReachTheMailboxesInScopeWhenExchangeGaveTheRole()
    {
        SandboxApplication scoped = Scoped(Adele.Guid);
        _client.Token = _client.Server.IssueToken(scoped);
        Jwt.Parse(_client.Token)!.Claims("roles").ShouldBeEmpty();

        ShouldBeAllowed(await _client.ExportAsync(Adele, "x"), allowed: true);
        ShouldBeAllowed(await _client.ExportAsync(Bruno, "x"), allowed: false);
        ShouldBeAllowed(await _client.GetAsync(Adele, "folders"), allowed: false);
    }

    [Fact]
    public async Task LetsReachMoreWhenConsentStandsBesideTheScope()
    {
        SandboxApplication scoped = Scoped(Adele.Guid);
        scoped.Roles = ["MailboxItem.Export.All"];
        _client.Token = _client.Server.IssueToken(scoped);

        ShouldBeAllowed(await _client.ExportAsync(Bruno, "x"), allowed: true);
    }

    [Fact]
    public async Task LetsAUserReachOwnMailboxesOnlyWhenTheTokenIsDelegated()
    {
        _client.Token = _client.Server.IssueToken(_client.Server.Tenant.User(SandboxClient.Adele), ["MailboxFolder.Read", "MailboxItem.Read"]);

        ShouldBeAllowed(await _client.GetAsync(Adele, "folders"), allowed: true);
        ShouldBeAllowed(await _client.GetAsync(_client.Server.Tenant.Archive(SandboxClient.Adele), "folders", "beta"), allowed: true);
        ShouldBeAllowed(await _client.GetAsync(Bruno, "folders"), allowed: false);
        ShouldBeAllowed(await _client.ExportAsync(Adele, "x"), allowed: false);
    }

    private static void ShouldBeUnauthenticated(SandboxAnswer answer)
    {
        answer.Status.ShouldBe(401);
        answer.ErrorCode.ShouldBe("InvalidAuthenticationToken");
    }

    private static void ShouldBeAllowed(SandboxAnswer answer, bool allowed)
    {
        answer.Status.ShouldBe(allowed ? 200 : 403);
        if (!allowed)
        {
            answer.ErrorCode.ShouldBe("ErrorAccessDenied");
        }
    }

    private SandboxApplication Scoped(Guid mailbox)
        => _client.Server.Tenant.AddApplication(new SandboxApplication(Guid.NewGuid(), Guid.NewGuid(), "Scoped")
        {
            ExchangeRoles = [new ExchangeRoleAssignment("Application MailboxItem.Export", new HashSet<Guid> { mailbox })],
        });
}
