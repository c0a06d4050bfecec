using System;
using System.Buffers.Text;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Identity;
using MailboxImportExport.Sandbox.Tenant;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Sandbox.Identity;

public sealed class TokenEndpointTests(SandboxFixture fixture) : IClassFixture<SandboxFixture>
{
    private readonly SandboxClient _client = fixture.Client;

    private SandboxApplication Application => _client.Server.BuiltInApplication;

    [Fact]
    public async Task GivesATokenWithRolesWhenTheSecretIsRight()
    {
        SandboxAnswer answer = await AskAsync();

        answer.Status.ShouldBe(200);
        answer.Root.GetProperty("token_type").GetString().ShouldBe("Bearer");
        answer.Root.GetProperty("expires_in").GetInt32().ShouldBe(3599);
        Jwt token = Jwt.Parse(answer.Root.GetProperty("access_token").GetString()!)!;
        token.Claim("aud").ShouldBe("https://graph.microsoft.com");
        token.Claim("tid").ShouldBe(_client.Server.Tenant.Id.ToString());
        token.Claim("appid").ShouldBe(Application.ClientId.ToString());
        token.Claim("oid").ShouldBe(Application.ObjectId.ToString());
        token.Claim("idtyp").ShouldBe("app");
        token.Claim("appidacr").ShouldBe("1");
        token.Claim("iss").ShouldBe($"https://sts.windows.net/{_client.Server.Tenant.Id}/");
        token.Claims("roles").ShouldContain("MailboxItem.ImportExport.All");
    }

    [Fact]
    public async Task GivesATokenWithoutRolesWhenNoneWereConsentedTo()
    {
        SandboxApplication application = AddApplication(new ClientSecret("s3cret", DateTimeOffset.MaxValue));

        SandboxAnswer answer = await AskAsync(("client_id", application.ClientId.ToString()), ("client_secret", "s3cret"));

        Jwt token = Jwt.Parse(answer.Root.GetProperty("access_token").GetString()!)!;
        token.Claims("roles").ShouldBeEmpty();
        string payload = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(answer.Root.GetProperty("access_token").GetString()!.Split('.')[1]));
        payload.ShouldNotContain("roles");
    }

    [Fact]
    public async Task TakesTheTenantByNameWhenItIsGivenSo()
        => (await _client.TokenAsync("CONTOSO.example", Form())).Status.ShouldBe(200);

    [Theory]
    [InlineData("https://127.0.0.1/.default")]
    [InlineData("{sandbox}/.default")]
    public async Task TakesItsOwnAddressForGraphWhenTheScopeSaysSo(string scope)
        => (await AskAsync(("scope", scope.Replace("{sandbox}", $"https://127.0.0.1:{_client.Server.Uri.Port}", StringComparison.Ordinal)))).Status.ShouldBe(200);

    [Theory]
    [InlineData("client_secret", "wrong", 401, "invalid_client", 7000215)]
    [InlineData("client_secret", null, 401, "invalid_client", 7000218)]
    [InlineData("client_id", "6c2a8c2e-0000-4000-8000-000000000000", 400, "unauthorized_client", 700016)]
    [InlineData("client_id", null, 400, "invalid_request", 900144)]
    [InlineData("scope", "https://graph.microsoft.com/User.Read", 400, "invalid_scope", 70011)]
    [InlineData("scope", "https://vault.azure.net/.default", 400, "invalid_scope", 70011)]
    [InlineData("grant_type", "password", 400, "unsupported_grant_type", 70003)]
    [InlineData("grant_type", null, 400, "invalid_request", 900144)]
    public async Task RefusesWithItsNumberWhenAFieldIsWrong(string field, string? value, int status, string error, int number)
    {
        SandboxAnswer answer = await AskAsync((field, value));

        answer.Status.ShouldBe(status);
        ShouldBeLoginError(answer, error, number);
    }

    [Fact]
    public async Task RefusesWhenTheSecretHasExpired()
    {
        SandboxApplication application = AddApplication(new ClientSecret("old", DateTimeOffset.UnixEpoch));

        SandboxAnswer answer = await AskAsync(("client_id", application.ClientId.ToString()), ("client_secret", "old"));

        ShouldBeLoginError(answer, "invalid_client", 7000222);
    }

    [Fact]
    public async Task RefusesWhenTheTenantIsUnknown()
    {
        SandboxAnswer answer = await _client.TokenAsync("fabrikam.example", Form());

        answer.Status.ShouldBe(400);
        ShouldBeLoginError(answer, "invalid_request", 90002);
    }

    [Fact]
    public async Task RefusesWhenTheBodyIsNoForm()
    {
        HttpRequestMessage request = new(HttpMethod.Post, new Uri(_client.Server.Uri, $"{_client.Server.Tenant.Id}/oauth2/v2.0/token"))
        {
            Content = new StringContent(JsonSerializer.Serialize(Form()), Encoding.UTF8, "application/json"),
        };

        ShouldBeLoginError(await _client.SendAsync(request, authorize: false), "invalid_request", 900144);
    }

    private static void ShouldBeLoginError(SandboxAnswer answer, string error, int number)
    {
        answer.Root.GetProperty("error").GetString().ShouldBe(error);
        answer.Root.GetProperty("error_codes").EnumerateArray().Single().GetInt32().ShouldBe(number);
        answer.Root.GetProperty("error_description").GetString()!.ShouldStartWith($"AADSTS{number}: ");
        answer.Root.GetProperty("error_description").GetString()!.ShouldContain("\r\nTrace ID: ");
        answer.Root.GetProperty("timestamp").GetString()!.ShouldEndWith("Z");
        answer.Root.GetProperty("trace_id").GetString().ShouldNotBeNullOrEmpty();
        answer.Root.GetProperty("correlation_id").GetString().ShouldNotBeNullOrEmpty();
    }

    private Task<SandboxAnswer> AskAsync(params (string Field, string? Value)[] changes)
    {
        Dictionary<string, string> form = Form();
        foreach ((string field, string? value) in changes)
        {
            form.Remove(field);
            if (value is not null)
            {
                form[field] = value;
            }
        }

        return _client.TokenAsync(_client.Server.Tenant.Id.ToString(), form);
    }

    private Dictionary<string, string> Form() => new()
    {
        ["client_id"] = Application.ClientId.ToString(),
        ["client_secret"] = Application.Secrets[0].Value,
        ["scope"] = "https://graph.microsoft.com/.default",
        ["grant_type"] = "client_credentials",
        ["client_info"] = "2",
    };

    private SandboxApplication AddApplication(ClientSecret secret)
        => _client.Server.Tenant.AddApplication(new SandboxApplication(Guid.NewGuid(), Guid.NewGuid(), "Test") { Secrets = [secret] });
}
