using System;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox;
using MailboxImportExport.Sandbox.Identity;
using MailboxImportExport.Sandbox.Tenant;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Sandbox.Identity;

public sealed class AuthorizationCodeTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.Zero));
    private SandboxClient _client = null!;
    private UserSignIn _signIn = null!;

    private SandboxTenant Tenant => _client.Server.Tenant;

    public async ValueTask InitializeAsync()
    {
        _client = await SandboxClient.StartAsync(new SandboxOptions { TimeProvider = _clock });
        _signIn = new UserSignIn(_client);
    }

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    [Fact]
    public async Task SendsTheBrowserBackWithACodeWhenAUserSignsIn()
    {
        SandboxAnswer answer = await _signIn.AuthorizeAsync();

        answer.Status.ShouldBe(302);
        answer.Headers.Location!.OriginalString.ShouldStartWith($"{UserSignIn.Redirect}?code=");
        UserSignIn.Returned(answer, "state").ShouldBe("s t&1");
    }

    [Fact]
    public async Task GivesTokensWhenTheCodeIsHandedIn()
    {
        string code = UserSignIn.Returned(await _signIn.AuthorizeAsync(("nonce", "n-1")), "code")!;

        SandboxAnswer answer = await _signIn.RedeemAsync(code);

        answer.Status.ShouldBe(200, answer.Text);
        Jwt.Parse(answer.Root.GetProperty("access_token").GetString()!)!.Claim("upn").ShouldBe(SandboxClient.Adele);
        Jwt.Parse(answer.Root.GetProperty("id_token").GetString()!)!.Claim("nonce").ShouldBe("n-1");
        _client.Token = answer.Root.GetProperty("access_token").GetString();
        (await _client.GetAsync(Tenant.Mailbox(SandboxClient.Adele), "folders")).Status.ShouldBe(200);
        (await _client.GetAsync(Tenant.Mailbox(SandboxClient.Bruno), "folders")).Status.ShouldBe(403);
    }

    [Fact]
    public async Task SendsTheResultAsAFormWhenThatIsAskedFor()
    {
        SandboxAnswer answer = await _signIn.AuthorizeAsync(("response_mode", "form_post"));

        answer.Status.ShouldBe(200);
        answer.Text.ShouldContain($"<form method=\"post\" action=\"{UserSignIn.Redirect}\">");
        answer.Text.ShouldContain("name=\"code\"");
        answer.Text.ShouldContain("value=\"s t&amp;1\"");
    }

    [Fact]
    public async Task ShowsAPageWhenNobodyIsThereToSignIn()
    {
        SandboxAnswer answer = await _signIn.AuthorizeAsync(("login_hint", null));

        answer.Status.ShouldBe(200);
        answer.Headers.Location.ShouldBeNull();
        _client.Server.SignIns.User = Tenant.User(SandboxClient.Bruno);
        (await _signIn.AuthorizeAsync(("login_hint", null))).Status.ShouldBe(302);
    }

    [Theory]
    [InlineData("http://localhost:51234/callback")]
    [InlineData("http://127.0.0.1:51234")]
    [InlineData("https://localhost:51234")]
    [InlineData("http://localhost.attacker.example")]
    [InlineData("")]
    public async Task NeverSendsTheBrowserAwayWhenTheAddressIsNotRegistered(string redirect)
    {
        SandboxAnswer answer = await _signIn.AuthorizeAsync(("redirect_uri", redirect));

        answer.Status.ShouldBe(400);
        answer.ShouldBeLoginError("invalid_request", 50011);
    }

    [Theory]
    [InlineData("response_type", "token", "unsupported_response_type")]
    [InlineData("scope", "https://graph.microsoft.com/Nothing", "invalid_scope")]
    [InlineData("scope", null, "invalid_scope")]
    public async Task SendsTheBrowserBackWithTheErrorWhenTheRequestIsWrong(string name, string? value, string error)
    {
        SandboxAnswer answer = await _signIn.AuthorizeAsync((name, value));

        answer.Status.ShouldBe(302);
        UserSignIn.Returned(answer, "error").ShouldBe(error);
        UserSignIn.Returned(answer, "state").ShouldBe("s t&1");
        UserSignIn.Returned(answer, "code").ShouldBeNull();
    }

    [Fact]
    public async Task SendsTheBrowserBackWithTheErrorWhenTheUserDeclines()
    {
        _client.Server.SignIns.Refuse(65004);

        SandboxAnswer answer = await _signIn.AuthorizeAsync();

        UserSignIn.Returned(answer, "error").ShouldBe("access_denied");
        UserSignIn.Returned(answer, "error_description")!.ShouldStartWith("AADSTS65004: ");
    }

    [Fact]
    public async Task TakesAPlainChallengeWhenTheMethodIsNotNamed()
    {
        SandboxAnswer back = await _signIn.AuthorizeAsync(("code_challenge_method", null), ("code_challenge", UserSignIn.Verifier));
        string code = UserSignIn.Returned(back, "code")!;

        (await _signIn.RedeemAsync(code)).Status.ShouldBe(200);
    }

    [Theory]
    [InlineData("code_verifier", "another-verifier-that-is-as-long-as-it-has-to-be", 501481)]
    [InlineData("code_verifier", null, 50148)]
    [InlineData("redirect_uri", "http://localhost:1", 500112)]
    public async Task RefusesACodeWhenItsBearerIsNotTheOneThatBegan(string name, string? value, int number)
    {
        string code = UserSignIn.Returned(await _signIn.AuthorizeAsync(), "code")!;

        (await _signIn.RedeemAsync(code, (name, value))).ShouldBeLoginError("invalid_grant", number);
    }

    [Fact]
    public async Task RefusesACodeWhenItHasBeenUsed()
    {
        string code = UserSignIn.Returned(await _signIn.AuthorizeAsync(), "code")!;
        await _signIn.RedeemAsync(code);

        (await _signIn.RedeemAsync(code)).ShouldBeLoginError("invalid_grant", 54005);
        (await _signIn.RedeemAsync("x")).ShouldBeLoginError("invalid_grant", 9002313);
    }

    [Fact]
    public async Task RefusesACodeWhenItIsTooOld()
    {
        string code = UserSignIn.Returned(await _signIn.AuthorizeAsync(), "code")!;
        _clock.Advance(TimeSpan.FromMinutes(10));

        (await _signIn.RedeemAsync(code)).ShouldBeLoginError("invalid_grant", 70008);
    }
}
