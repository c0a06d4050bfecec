using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox;
using MailboxImportExport.Sandbox.Identity;
using MailboxImportExport.Sandbox.Tenant;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Sandbox.Identity;

public sealed class FederatedAssertionTests : IAsyncLifetime
{
    private const string Issuer = "https://token.actions.example";
    private const string Subject = "repo:contoso/mail:ref:refs/heads/main";
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly ExternalIssuer _issuer = new(Issuer);
    private SandboxClient _client = null!;
    private SandboxApplication _application = null!;

    public async ValueTask InitializeAsync()
    {
        _client = await SandboxClient.StartAsync(new SandboxOptions { TimeProvider = _clock });
        _client.Server.Tenant.Trust(_issuer);
        _application = _client.Server.Tenant.AddApplication(new SandboxApplication(Guid.NewGuid(), Guid.NewGuid(), "Workload")
        {
            Roles = ["MailboxFolder.Read.All"],
            FederatedCredentials = [new FederatedCredential("main branch", Issuer, Subject)],
        });
    }

    public async ValueTask DisposeAsync()
    {
        _issuer.Dispose();
        await _client.DisposeAsync();
    }

    [Fact]
    public async Task GivesATokenWhenTheIssuerVouches()
    {
        SandboxAnswer answer = await AskAsync(Token());

        answer.Status.ShouldBe(200, answer.Text);
        Jwt.Parse(answer.Root.GetProperty("access_token").GetString()!)!.Claims("roles").ShouldBe(["MailboxFolder.Read.All"]);
    }

    [Theory]
    [InlineData("repo:contoso/mail:ref:refs/heads/other", FederatedCredential.ExchangeAudience, 700213)]
    [InlineData(Subject, "https://graph.microsoft.com", 700212)]
    public async Task RefusesWhenTheTokenIsForSomethingElse(string subject, string audience, int number)
        => (await AskAsync(_issuer.Issue(subject, audience, _clock.GetUtcNow(), Lifetime))).ShouldBeLoginError("invalid_client", number);

    [Fact]
    public async Task RefusesWhenTheIssuerIsNotRegistered()
    {
        using ExternalIssuer other = new("https://other.example");

        SandboxAnswer answer = await AskAsync(other.Issue(Subject, FederatedCredential.ExchangeAudience, _clock.GetUtcNow(), Lifetime));

        answer.ShouldBeLoginError("invalid_client", 700211);
    }

    [Fact]
    public async Task RefusesWhenTheSignatureIsOfAnotherKey()
    {
        using ExternalIssuer forged = new(Issuer);

        SandboxAnswer answer = await AskAsync(forged.Issue(Subject, FederatedCredential.ExchangeAudience, _clock.GetUtcNow(), Lifetime));

        answer.ShouldBeLoginError("invalid_client", 700027);
    }

    [Fact]
    public async Task RefusesWhenTheTokenHasExpired()
    {
        string token = Token();
        _clock.Advance(Lifetime);

        (await AskAsync(token)).ShouldBeLoginError("invalid_client", 700024);
    }

    [Fact]
    public async Task GivesATokenWhenAManagedIdentityVouches()
    {
        SandboxAnswer identity = await new ManagedIdentityCaller(_client).AppServiceAsync(FederatedCredential.ExchangeAudience);
        string token = identity.Root.GetProperty("access_token").GetString()!;
        ManagedIdentity system = _client.Server.Tenant.ManagedIdentities[0];
        _application.FederatedCredentials = [new FederatedCredential("identity", Jwt.Parse(token)!.Claim("iss")!, system.ObjectId.ToString())];

        (await AskAsync(token)).Status.ShouldBe(200);
    }

    private string Token() => _issuer.Issue(Subject, FederatedCredential.ExchangeAudience, _clock.GetUtcNow(), Lifetime);

    private Task<SandboxAnswer> AskAsync(string assertion) => _client.TokenAsync($"{_client.Server.Tenant.Id}", new Dictionary<string, string>
    {
        ["client_id"] = $"{_application.ClientId}",
        ["client_assertion_type"] = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        ["client_assertion"] = assertion,
        ["scope"] = "https://graph.microsoft.com/.default",
        ["grant_type"] = "client_credentials",
    });
}
