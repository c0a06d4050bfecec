using System;
using System.Collections.Generic;
using System.Net.Http;
using System.Text.Json;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Identity;
using MailboxImportExport.Sandbox.Tenant;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Sandbox.Identity;

public sealed class ManagedIdentityTests(SandboxFixture fixture) : IClassFixture<SandboxFixture>
{
    private const string Resource = "https://graph.microsoft.com";
    private readonly SandboxClient _client = fixture.Client;

    [Theory]
    [InlineData("https://graph.microsoft.com")]
    [InlineData("https://graph.microsoft.com/")]
    public async Task GivesATokenForWhatWasAskedWhenTheQueryFormIsUsed(string resource)
    {
        SandboxAnswer answer = await GetAsync($"?api-version=2019-08-01&resource={Uri.EscapeDataString(resource)}");

        answer.Status.ShouldBe(200);
        Jwt.Parse(answer.Root.GetProperty("access_token").GetString()!)!.Claim("aud").ShouldBe(resource);
        answer.Root.GetProperty("resource").GetString().ShouldBe(resource);
        await ShouldBeTakenByGraphAsync(answer);
    }

    [Fact]
    public async Task GivesATokenWhenTheFormIsPosted()
    {
        SandboxAnswer answer = await SendAsync(new HttpRequestMessage(HttpMethod.Post, _client.Server.ManagedIdentityEndpoint)
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["resource"] = Resource }),
            Headers = { { "Metadata", "True" } },
        });

        answer.Status.ShouldBe(200);
        await ShouldBeTakenByGraphAsync(answer);
    }

    [Fact]
    public async Task GivesTheAssignedIdentityWhenItsClientIdIsNamed()
    {
        ManagedIdentity identity = _client.Server.Tenant.ManagedIdentities[1];

        SandboxAnswer answer = await GetAsync($"?api-version=2019-08-01&resource={Resource}&client_id={identity.ClientId}");

        Jwt token = Jwt.Parse(answer.Root.GetProperty("access_token").GetString()!)!;
        token.Claim("appid").ShouldBe(identity.ClientId.ToString());
        token.Claims("roles").ShouldBe(identity.Roles);
    }

    [Fact]
    public async Task RefusesWhenTheClientIdIsUnknown()
    {
        SandboxAnswer answer = await GetAsync($"?api-version=2019-08-01&resource={Resource}&client_id={Guid.NewGuid()}");

        answer.Status.ShouldBe(400);
        answer.Text.ShouldContain("User assigned identity is currently not supported clientID must not be passed in request");
    }

    [Theory]
    [InlineData("?api-version=2019-08-01&resource=https://graph.microsoft.com/.default", "scope")]
    [InlineData("?api-version=2019-08-01", "resource")]
    [InlineData("?resource=https://graph.microsoft.com", "api-version")]
    [InlineData("?api-version=2019-08-01&resource=https://vault.azure.net", "AADSTS500011")]
    public async Task RefusesWhenTheQueryIsWrong(string query, string text)
    {
        SandboxAnswer answer = await GetAsync(query);

        answer.Status.ShouldBe(400);
        answer.Root.GetProperty("message").GetString()!.ShouldContain(text);
    }

    [Fact]
    public async Task RefusesWhenTheHeaderIsWrong()
        => (await GetAsync($"?api-version=2019-08-01&resource={Resource}", header: "guessed")).Status.ShouldBe(401);

    [Fact]
    public async Task RefusesWhenTheRequestWasForwarded()
    {
        HttpRequestMessage request = new(HttpMethod.Get, new Uri($"{_client.Server.ManagedIdentityEndpoint}?api-version=2019-08-01&resource={Resource}"));
        request.Headers.Add("X-Forwarded-For", "10.0.0.1");

        (await SendAsync(request)).Status.ShouldBe(400);
    }

    [Theory]
    [InlineData(true, JsonValueKind.String)]
    [InlineData(false, JsonValueKind.Number)]
    public async Task WritesNumbersAsSwitchedWhenATokenIsGiven(bool texts, JsonValueKind kind)
    {
        await using SandboxClient client = await SandboxClient.StartAsync();
        client.Server.Switches.IdentityNumbersAreTexts = texts;
        HttpRequestMessage request = new(HttpMethod.Get, $"{client.Server.ManagedIdentityEndpoint}?api-version=2019-08-01&resource={Resource}");
        request.Headers.Add("X-IDENTITY-HEADER", client.Server.ManagedIdentityHeader);

        SandboxAnswer answer = await client.SendAsync(request, authorize: false);

        answer.Root.GetProperty("expires_on").ValueKind.ShouldBe(kind);
        answer.Root.GetProperty("expires_in").ValueKind.ShouldBe(kind);
    }

    private async Task ShouldBeTakenByGraphAsync(SandboxAnswer answer)
    {
        HttpRequestMessage request = new(HttpMethod.Get, new Uri(_client.Server.Uri, $"v1.0/users/{SandboxClient.Adele}/settings/exchange"));
        request.Headers.Authorization = new("Bearer", answer.Root.GetProperty("access_token").GetString());
        (await _client.SendAsync(request)).Status.ShouldBe(200);
    }

    private Task<SandboxAnswer> GetAsync(string query, string? header = null)
        => SendAsync(new HttpRequestMessage(HttpMethod.Get, new Uri(_client.Server.ManagedIdentityEndpoint + query)), header);

    private Task<SandboxAnswer> SendAsync(HttpRequestMessage request, string? header = null)
    {
        request.Headers.Add("X-IDENTITY-HEADER", header ?? _client.Server.ManagedIdentityHeader);
        return _client.SendAsync(request, authorize: false);
    }
}
