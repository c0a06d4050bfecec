using System;
using System.Text.Json;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox;
using MailboxImportExport.Sandbox.Identity;
using MailboxImportExport.Sandbox.Tenant;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Sandbox.Identity;

public sealed class DeviceCodeTests : IAsyncLifetime
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
    public async Task GivesACodeToTypeInWhenASignInBegins()
    {
        SandboxAnswer answer = await _signIn.DeviceCodeAsync();

        answer.Status.ShouldBe(200);
        string userCode = answer.Root.GetProperty("user_code").GetString()!;
        userCode.Length.ShouldBe(9);
        answer.Root.GetProperty("verification_uri").GetString()!.ShouldEndWith("/devicelogin");
        answer.Root.GetProperty("expires_in").GetInt32().ShouldBe(900);
        answer.Root.GetProperty("message").GetString()!.ShouldContain(userCode);
        _client.Server.SignIns.PendingUserCodes.ShouldBe([userCode]);
    }

    [Fact]
    public async Task StaysPendingWhenNobodyHasSignedIn()
    {
        (_, string deviceCode) = await BeginAsync();

        (await _signIn.PollAsync(deviceCode)).ShouldBeLoginError("authorization_pending", 70016);
        SandboxAnswer answer = await _signIn.PollAsync(deviceCode);

        answer.Status.ShouldBe(400);
        answer.ShouldBeLoginError("authorization_pending", 70016);
    }

    [Fact]
    public async Task GivesTokensOfTheUserWhenSheHasSignedIn()
    {
        (string userCode, string deviceCode) = await BeginAsync();
        _client.Server.SignIns.Approve(userCode, Tenant.User(SandboxClient.Bruno));

        SandboxAnswer answer = await _signIn.PollAsync(deviceCode);

        answer.Status.ShouldBe(200, answer.Text);
        Jwt access = Jwt.Parse(answer.Root.GetProperty("access_token").GetString()!)!;
        access.Claim("scp").ShouldBe("MailboxFolder.Read MailboxItem.Export");
        access.Claim("upn").ShouldBe(SandboxClient.Bruno);
        access.Claim("idtyp").ShouldBe("user");
        access.Claim("appidacr").ShouldBe("0");
        answer.Root.GetProperty("scope").GetString()!.ShouldContain("https://graph.microsoft.com/MailboxItem.Export");
        answer.Root.GetProperty("refresh_token").GetString().ShouldNotBeNullOrEmpty();
        Jwt id = Jwt.Parse(answer.Root.GetProperty("id_token").GetString()!)!;
        id.Claim("aud").ShouldBe(_signIn.Application.ClientId.ToString());
        id.Claim("preferred_username").ShouldBe(SandboxClient.Bruno);
        id.Claim("tid").ShouldBe(Tenant.Id.ToString());
        answer.Root.TryGetProperty("client_info", out _).ShouldBeTrue();
        _client.Server.SignIns.PendingUserCodes.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("https://graph.microsoft.com/.default offline_access", true, false)]
    [InlineData("https://graph.microsoft.com/.default openid", false, true)]
    [InlineData("MailboxFolder.Read", false, false)]
    public async Task GivesOnlyTheTokensThatWereAskedForWhenScopesDiffer(string scope, bool refresh, bool id)
    {
        _client.Server.SignIns.User = Tenant.User(SandboxClient.Adele);
        SandboxAnswer begun = await _signIn.DeviceCodeAsync(scope);

        SandboxAnswer answer = await _signIn.PollAsync(begun.Root.GetProperty("device_code").GetString()!);

        answer.Root.TryGetProperty("refresh_token", out _).ShouldBe(refresh);
        answer.Root.TryGetProperty("id_token", out _).ShouldBe(id);
        string scopes = Jwt.Parse(answer.Root.GetProperty("access_token").GetString()!)!.Claim("scp")!;
        scopes.Contains("MailboxItem.ImportExport", StringComparison.Ordinal).ShouldBe(scope.Contains(".default", StringComparison.Ordinal));
    }

    [Fact]
    public async Task EndsWhenTheUserDeclines()
    {
        (string userCode, string deviceCode) = await BeginAsync();
        _client.Server.SignIns.Decline(userCode);

        (await _signIn.PollAsync(deviceCode)).ShouldBeLoginError("authorization_declined", 70017);
    }

    [Fact]
    public async Task EndsWhenTheUserTakesTooLong()
    {
        (_, string deviceCode) = await BeginAsync();
        _clock.Advance(TimeSpan.FromSeconds(900));

        (await _signIn.PollAsync(deviceCode)).ShouldBeLoginError("expired_token", 70020);
    }

    [Fact]
    public async Task RefusesACodeWhenItIsUnknownOrUsed()
    {
        (string userCode, string deviceCode) = await BeginAsync();
        _client.Server.SignIns.Approve(userCode, Tenant.User(SandboxClient.Adele));
        await _signIn.PollAsync(deviceCode);

        (await _signIn.PollAsync(deviceCode)).ShouldBeLoginError("bad_verification_code", 70019);
        (await _signIn.PollAsync("x")).ShouldBeLoginError("bad_verification_code", 70019);
    }

    [Theory]
    [InlineData(false, 5, 1, "authorization_pending")]
    [InlineData(true, 5, 1, "slow_down")]
    [InlineData(true, 5, 5, "authorization_pending")]
    [InlineData(true, 1, 1, "authorization_pending")]
    public async Task TellsAClientToSlowDownAsSwitched(bool slowsDown, int interval, int waited, string error)
    {
        _client.Server.Switches.SlowDownFastPolling = slowsDown;
        _client.Server.Switches.DeviceCodeInterval = interval;
        SandboxAnswer begun = await _signIn.DeviceCodeAsync();
        begun.Root.GetProperty("interval").GetInt32().ShouldBe(interval);
        string deviceCode = begun.Root.GetProperty("device_code").GetString()!;
        await _signIn.PollAsync(deviceCode);
        _clock.Advance(TimeSpan.FromSeconds(waited));

        (await _signIn.PollAsync(deviceCode)).Root.GetProperty("error").GetString().ShouldBe(error);
    }

    [Theory]
    [InlineData(53003, "invalid_grant", "message_only")]
    [InlineData(530034, "invalid_grant", "message_only")]
    [InlineData(50097, "interaction_required", "additional_action")]
    [InlineData(50076, "interaction_required", "basic_action")]
    [InlineData(50079, "interaction_required", "basic_action")]
    [InlineData(12345, "invalid_grant", null)]
    public async Task RefusesByPolicyWhenThatIsAskedFor(int number, string error, string? subError)
    {
        (string userCode, string deviceCode) = await BeginAsync();
        _client.Server.SignIns.Approve(userCode, Tenant.User(SandboxClient.Adele));
        _client.Server.SignIns.Refuse(number);

        SandboxAnswer answer = await _signIn.PollAsync(deviceCode);

        answer.ShouldBeLoginError(error, number);
        (answer.Root.TryGetProperty("suberror", out JsonElement sub) ? sub.GetString() : null).ShouldBe(subError);
    }

    [Fact]
    public async Task WantsAProofWhenTheApplicationIsNoPublicClient()
    {
        _signIn.Application = Tenant.AddApplication(new SandboxApplication(Guid.NewGuid(), Guid.NewGuid(), "Confidential"));
        SandboxAnswer begun = await _signIn.DeviceCodeAsync();

        (await _signIn.PollAsync(begun.Root.GetProperty("device_code").GetString()!)).ShouldBeLoginError("invalid_client", 7000218);
    }

    [Theory]
    [InlineData("offline_access openid", "organizations", "invalid_scope", 70011)]
    [InlineData("https://graph.microsoft.com/Nothing.Read", "organizations", "invalid_scope", 70011)]
    [InlineData("https://vault.azure.net/.default", "organizations", "invalid_scope", 70011)]
    [InlineData(UserSignIn.Scope, "fabrikam.example", "invalid_request", 90002)]
    public async Task RefusesToBeginWhenTheRequestIsWrong(string scope, string tenant, string error, int number)
        => (await _signIn.DeviceCodeAsync(scope, tenant)).ShouldBeLoginError(error, number);

    [Fact]
    public async Task RefusesWhenNobodyHasConsented()
    {
        _client.Server.SignIns.User = Tenant.User(SandboxClient.Adele);
        _signIn.Application = Tenant.AddApplication(new SandboxApplication(Guid.NewGuid(), Guid.NewGuid(), "Fresh")
        {
            IsPublicClient = true,
            DelegatedGrants = [new DelegatedGrant("1", Tenant.User(SandboxClient.Bruno).ObjectId, ["MailboxFolder.Read", "MailboxItem.Export"])],
        });
        SandboxAnswer begun = await _signIn.DeviceCodeAsync();

        (await _signIn.PollAsync(begun.Root.GetProperty("device_code").GetString()!)).ShouldBeLoginError("invalid_grant", 65001);
    }

    private async Task<(string UserCode, string DeviceCode)> BeginAsync()
    {
        SandboxAnswer begun = await _signIn.DeviceCodeAsync();
        return (begun.Root.GetProperty("user_code").GetString()!, begun.Root.GetProperty("device_code").GetString()!);
    }
}
