using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Identity;
using MailboxImportExport.Sandbox.Tenant;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Sandbox.Identity;

public sealed class ClaimsChallengeTests : IAsyncLifetime
{
    private SandboxClient _client = null!;

    private SandboxMailbox Adele => _client.Server.Tenant.Mailbox(SandboxClient.Adele);

    public async ValueTask InitializeAsync() => _client = await SandboxClient.StartAsync();

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    [Fact]
    public async Task NamesTheClaimsWhenATokenIsNoLongerGoodEnough()
    {
        _client.Server.Challenge.Require();

        SandboxAnswer answer = await _client.GetAsync(Adele, "folders");

        answer.Status.ShouldBe(401);
        answer.ErrorCode.ShouldBe("InvalidAuthenticationToken");
        AuthenticationHeaderValue header = answer.Headers.WwwAuthenticate.Single();
        header.Scheme.ShouldBe("Bearer");
        header.Parameter!.ShouldContain("error=\"insufficient_claims\"");
        using JsonDocument claims = JsonDocument.Parse(Claims(answer));
        JsonElement notBefore = claims.RootElement.GetProperty("access_token").GetProperty("nbf");
        notBefore.GetProperty("essential").GetBoolean().ShouldBeTrue();
        notBefore.GetProperty("value").GetString().ShouldBe(_client.Server.Challenge.Required);
    }

    [Fact]
    public async Task TakesANewTokenWhenItWasAskedForWithTheClaims()
    {
        _client.Server.Challenge.Require();
        string claims = Claims(await _client.GetAsync(Adele, "folders"));

        _client.Token = await TokenAsync(claims);

        (await _client.GetAsync(Adele, "folders")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task RefusesANewTokenWhenItWasAskedForWithoutTheClaims()
    {
        _client.Server.Challenge.Require();
        _client.Token = await TokenAsync(claims: null);

        (await _client.GetAsync(Adele, "folders")).Status.ShouldBe(401);
    }

    [Fact]
    public async Task RefusesATokenAgainWhenThereIsAnotherChallenge()
    {
        _client.Server.Challenge.Require();
        _client.Token = await TokenAsync(Claims(await _client.GetAsync(Adele, "folders")));
        _client.Server.Challenge.Require();

        SandboxAnswer second = await _client.GetAsync(Adele, "folders");
        second.Status.ShouldBe(401);
        _client.Token = await TokenAsync(Claims(second));
        (await _client.GetAsync(Adele, "folders")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task TakesTheOldTokenWhenTheChallengeIsWithdrawn()
    {
        _client.Server.Challenge.Require();
        _client.Server.Challenge.Withdraw();

        (await _client.GetAsync(Adele, "folders")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task SaysWhatTheClientCanDoWhenTheClientHasSaidSo()
    {
        string token = await TokenAsync("""{"access_token":{"xms_cc":{"values":["cp1"]}}}""");

        Jwt.Parse(token)!.Claims("xms_cc").ShouldBe(["cp1"]);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"access_token":1}""")]
    public async Task RefusesClaimsWhenTheyAreMalformed(string claims)
    {
        SandboxAnswer answer = await AskAsync(claims);

        answer.ShouldBeLoginError("invalid_request", 9002313);
    }

    [Fact]
    public async Task TakesATokenOfAManagedIdentityWhenItIsNew()
    {
        _client.Server.Challenge.Require();
        SandboxAnswer answer = await new ManagedIdentityCaller(_client).AppServiceAsync();
        _client.Token = answer.Root.GetProperty("access_token").GetString();

        (await _client.GetAsync(Adele, "folders")).Status.ShouldBe(200);
    }

    private static string Claims(SandboxAnswer answer)
    {
        string parameter = answer.Headers.WwwAuthenticate.Single().Parameter!;
        int start = parameter.IndexOf("claims=\"", StringComparison.Ordinal) + "claims=\"".Length;
        return Encoding.UTF8.GetString(Convert.FromBase64String(parameter[start..parameter.IndexOf('"', start)]));
    }

    private async Task<string> TokenAsync(string? claims) => (await AskAsync(claims)).Root.GetProperty("access_token").GetString()!;

    private Task<SandboxAnswer> AskAsync(string? claims)
    {
        Dictionary<string, string> form = new()
        {
            ["client_id"] = $"{_client.Server.BuiltInApplication.ClientId}",
            ["client_secret"] = _client.Server.BuiltInApplication.Secrets[0].Value,
            ["scope"] = "https://graph.microsoft.com/.default",
            ["grant_type"] = "client_credentials",
        };
        if (claims is not null)
        {
            form["claims"] = claims;
        }

        return _client.TokenAsync($"{_client.Server.Tenant.Id}", form);
    }
}
