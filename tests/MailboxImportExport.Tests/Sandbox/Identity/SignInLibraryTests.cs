using System;
using System.Threading;
using System.Threading.Tasks;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using MailboxImportExport.Sandbox.Identity;
using MailboxImportExport.Sandbox.Tenant;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Sandbox.Identity;

/// <summary>The sandbox speaks to the sign-in library of .NET as the real service does.</summary>
public sealed class SignInLibraryTests : IAsyncLifetime
{
    private static readonly TokenRequestContext Graph = new(["https://graph.microsoft.com/.default"]);
    private SandboxClient _client = null!;

    private SandboxApplication Application => _client.Server.BuiltInApplication;

    private string TenantId => _client.Server.Tenant.Id.ToString();

    public async ValueTask InitializeAsync() => _client = await SandboxClient.StartAsync();

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    [Fact]
    public async Task SignsInByDeviceCodeWhenTheUserApproves()
    {
        string? shown = null;
        DeviceCodeCredential credential = new(With(new DeviceCodeCredentialOptions
        {
            TenantId = TenantId,
            ClientId = Application.ClientId.ToString(),
            DisableInstanceDiscovery = true,
            DeviceCodeCallback = (code, _) =>
            {
                shown = code.UserCode;
                _client.Server.SignIns.Approve(code.UserCode, _client.Server.Tenant.User(SandboxClient.Adele));
                return Task.CompletedTask;
            },
        }));

        AccessToken token = await credential.GetTokenAsync(Graph, CancellationToken.None);

        shown.ShouldNotBeNull();
        Jwt.Parse(token.Token)!.Claim("upn").ShouldBe(SandboxClient.Adele);
    }

    [Fact]
    public async Task TellsWhyWhenPolicyForbidsTheDeviceCode()
    {
        _client.Server.SignIns.User = _client.Server.Tenant.User(SandboxClient.Adele);
        _client.Server.SignIns.Refuse(53003);
        DeviceCodeCredential credential = new(With(new DeviceCodeCredentialOptions
        {
            TenantId = TenantId,
            ClientId = Application.ClientId.ToString(),
            DisableInstanceDiscovery = true,
            DeviceCodeCallback = static (_, _) => Task.CompletedTask,
        }));

        AuthenticationFailedException failure = await Should.ThrowAsync<AuthenticationFailedException>(
            async () => await credential.GetTokenAsync(Graph, CancellationToken.None));

        failure.ToString().ShouldContain("AADSTS53003");
    }

    [Fact]
    public async Task TakesAnAssertionWhenAnotherIssuerVouches()
    {
        using ExternalIssuer issuer = new("https://cluster.example");
        _client.Server.Tenant.Trust(issuer);
        Application.FederatedCredentials = [new FederatedCredential("cluster", issuer.Issuer, "system:serviceaccount:mail:export")];
        ClientAssertionCredential credential = new(
            TenantId,
            Application.ClientId.ToString(),
            _ => Task.FromResult(issuer.Issue(
                "system:serviceaccount:mail:export", FederatedCredential.ExchangeAudience, DateTimeOffset.UtcNow, TimeSpan.FromHours(1))),
            With(new ClientAssertionCredentialOptions { DisableInstanceDiscovery = true }));

        AccessToken token = await credential.GetTokenAsync(Graph, CancellationToken.None);

        Jwt.Parse(token.Token)!.Claims("roles").ShouldContain("MailboxItem.Export.All");
    }

    [Fact]
    public async Task MeetsAChallengeWhenTheClaimsArePassedOn()
    {
        ClientSecretCredential credential = new(
            TenantId,
            Application.ClientId.ToString(),
            Application.Secrets[0].Value,
            With(new ClientSecretCredentialOptions { DisableInstanceDiscovery = true }));
        AccessToken first = await credential.GetTokenAsync(new TokenRequestContext(Graph.Scopes, isCaeEnabled: true), CancellationToken.None);
        _client.Server.Challenge.Require();
        string claims = System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(_client.Server.Challenge.Encoded()));

        AccessToken second = await credential.GetTokenAsync(
            new TokenRequestContext(Graph.Scopes, claims: claims, isCaeEnabled: true), CancellationToken.None);

        SandboxMailbox adele = _client.Server.Tenant.Mailbox(SandboxClient.Adele);
        _client.Token = first.Token;
        (await _client.GetAsync(adele, "folders")).Status.ShouldBe(401);
        _client.Token = second.Token;
        (await _client.GetAsync(adele, "folders")).Status.ShouldBe(200);
        Jwt.Parse(second.Token)!.Claims("xms_cc").ShouldContain(static name => name.Equals("cp1", StringComparison.OrdinalIgnoreCase));
    }

    private T With<T>(T options)
        where T : TokenCredentialOptions
    {
        options.AuthorityHost = _client.Server.Uri;
        options.Retry.MaxRetries = 0;
        options.Transport = new HttpClientTransport(_client.Http);
        return options;
    }
}
