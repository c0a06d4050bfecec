using System;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox;
using MailboxImportExport.Sandbox.Identity;
using MailboxImportExport.Sandbox.Tenant;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Sandbox.Identity;

public sealed class RefreshTokenTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.Zero));
    private SandboxClient _client = null!;
    private UserSignIn _signIn = null!;
    private string _token = null!;

    public async ValueTask InitializeAsync()
    {
        _client = await SandboxClient.StartAsync(new SandboxOptions { TimeProvider = _clock });
        _signIn = new UserSignIn(_client);
        _token = (await _signIn.SignInAsync()).Root.GetProperty("refresh_token").GetString()!;
    }

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    [Fact]
    public async Task GivesANewTokenOfBothKindsWhenOneIsUsed()
    {
        _clock.Advance(TimeSpan.FromHours(2));

        SandboxAnswer answer = await _signIn.RefreshAsync(_token);

        answer.Status.ShouldBe(200, answer.Text);
        answer.Root.GetProperty("refresh_token").GetString().ShouldNotBe(_token);
        Jwt access = Jwt.Parse(answer.Root.GetProperty("access_token").GetString()!)!;
        access.Claim("scp").ShouldBe("MailboxFolder.Read MailboxItem.Export");
        access.Time("iat").ShouldBe(_clock.GetUtcNow());
    }

    [Fact]
    public async Task GivesOtherPermissionsWhenTheyAreAskedFor()
    {
        SandboxAnswer answer = await _signIn.RefreshAsync(_token, "https://graph.microsoft.com/MailboxItem.ImportExport");

        Jwt.Parse(answer.Root.GetProperty("access_token").GetString()!)!.Claim("scp").ShouldBe("MailboxItem.ImportExport");
    }

    [Theory]
    [InlineData(false, 200)]
    [InlineData(true, 400)]
    public async Task TakesATokenAgainAsSwitched(bool once, int status)
    {
        _client.Server.Switches.RefreshTokensWorkOnce = once;
        string next = (await _signIn.RefreshAsync(_token)).Root.GetProperty("refresh_token").GetString()!;

        (await _signIn.RefreshAsync(_token)).Status.ShouldBe(status);
        (await _signIn.RefreshAsync(next)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task RefusesATokenWhenThePasswordHasChanged()
    {
        _client.Server.SignIns.Revoke(_client.Server.Tenant.User(SandboxClient.Adele));

        (await _signIn.RefreshAsync(_token)).ShouldBeLoginError("invalid_grant", 50173);
    }

    [Fact]
    public async Task RefusesATokenWhenItHasNotBeenUsedForLong()
    {
        _clock.Advance(TimeSpan.FromDays(90));

        (await _signIn.RefreshAsync(_token)).ShouldBeLoginError("invalid_grant", 700082);
    }

    [Fact]
    public async Task RefusesATokenWhenItIsNotKnownOrOfAnotherClient()
    {
        (await _signIn.RefreshAsync("x")).ShouldBeLoginError("invalid_grant", 9002313);
        _signIn.Application = _client.Server.Tenant.AddApplication(
            new SandboxApplication(Guid.NewGuid(), Guid.NewGuid(), "Other") { IsPublicClient = true });

        (await _signIn.RefreshAsync(_token)).ShouldBeLoginError("invalid_grant", 700025);
    }

    [Fact]
    public async Task RefusesByPolicyWhenThatIsAskedFor()
    {
        _client.Server.SignIns.Refuse(70043, times: 2);

        (await _signIn.RefreshAsync(_token)).ShouldBeLoginError("invalid_grant", 70043);
        (await _signIn.RefreshAsync(_token)).ShouldBeLoginError("invalid_grant", 70043);
        (await _signIn.RefreshAsync(_token)).Status.ShouldBe(200);
    }
}
