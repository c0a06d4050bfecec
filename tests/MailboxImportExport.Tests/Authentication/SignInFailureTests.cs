using System;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;
using Azure.Core;
using MailboxImportExport.Authentication;
using MailboxImportExport.Model;
using MailboxImportExport.Sandbox;
using MailboxImportExport.Sandbox.Tenant;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Authentication;

/// <summary>Sign-in over TLS at a real token endpoint, right and wrong.</summary>
public sealed class SignInFailureTests : IAsyncLifetime
{
    private SandboxServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await SandboxServer.StartAsync(new SandboxOptions(), CancellationToken.None);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task GetsATokenWhenTheSecretIsRight()
        => (await TokenAsync(WithSecret())).Token.ShouldNotBeEmpty();

    [Fact]
    public async Task GetsATokenWhenTheCertificateIsRegistered()
    {
        using X509Certificate2 certificate = TestCertificate.Valid();
        _server.BuiltInApplication.Certificates = [TestCertificate.WithoutKey(certificate)];

        (await TokenAsync(WithCertificate(certificate))).Token.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task NamesTheTenantWhenItIsWrong()
        => await ShouldFailAsync(WithSecret() with { TenantId = "fabrikam.example" }, FailureKind.TenantNotFound, "AADSTS90002", "fabrikam.example");

    [Fact]
    public async Task NamesTheApplicationWhenItIsUnknown()
    {
        string unknown = Guid.NewGuid().ToString();

        await ShouldFailAsync(WithSecret() with { ClientId = unknown }, FailureKind.ApplicationNotFound, "AADSTS700016", unknown);
    }

    [Fact]
    public async Task SaysThatTheSecretIsWrongWhenItIs()
        => await ShouldFailAsync(WithSecret("hunter2hunter2"), FailureKind.ClientSecretInvalid, "AADSTS7000215");

    [Fact]
    public async Task SaysThatTheSecretHasExpiredWhenItHas()
    {
        _server.BuiltInApplication.Secrets = [new ClientSecret("hunter2hunter2", DateTimeOffset.UtcNow.AddDays(-1))];

        await ShouldFailAsync(WithSecret("hunter2hunter2"), FailureKind.ClientSecretExpired, "AADSTS7000222");
    }

    [Fact]
    public async Task SaysThatTheCertificateIsNotRegisteredWhenItIsAnother()
    {
        using X509Certificate2 certificate = TestCertificate.Valid();
        using X509Certificate2 registered = TestCertificate.Valid("CN=Another");
        _server.BuiltInApplication.Certificates = [TestCertificate.WithoutKey(registered)];

        await ShouldFailAsync(WithCertificate(certificate), FailureKind.CertificateRefused, "AADSTS700027");
    }

    [Theory]
    [InlineData("AADSTS53003: Access has been blocked.", FailureKind.SignInBlocked)]
    [InlineData("AADSTS65001: The user or administrator has not consented.", FailureKind.ConsentMissing)]
    [InlineData("AADSTS99999999: Something new.", FailureKind.SignInFailed)]
    [InlineData("AADSTS12: Too short to be a number.", FailureKind.SignInFailed)]
    [InlineData("Name or service not known (login.microsoftonline.com:40700)", FailureKind.SignInFailed)]
    public void KnowsTheKindWhereverTheNumberStands(string message, FailureKind kind)
    {
        Exception exception = new InvalidOperationException("ClientSecretCredential authentication failed.", new InvalidOperationException("Outer", new InvalidOperationException(message)));

        MailboxImportExportException translated = new SignInFailures(WithSecret(), Cloud.Global).Translate(exception);

        translated.Kind.ShouldBe(kind);
        translated.NextStep.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public void HasACauseAndANextStepWhateverTheNumber()
    {
        foreach ((int number, EntraError error) in EntraError.ByNumber)
        {
            error.Kind.ShouldNotBe(FailureKind.Unexpected, $"AADSTS{number}");
            error.Cause.ShouldEndWith(".");
            error.NextStep.ShouldEndWith(".");
        }
    }

    [Fact]
    public void CarriesOnlyFirstLinesWhenALibraryTellsMore()
    {
        Exception exception = new InvalidOperationException("failed\nBearer eyJhbGciOi", new InvalidOperationException("inner\r\nclient_secret=hunter2"));

        MailboxImportExportException translated = new SignInFailures(WithSecret(), Cloud.Global).Translate(exception);

        translated.ToString().ShouldNotContain("hunter2");
        translated.ToString().ShouldNotContain("eyJ");
    }

    [Fact]
    public void PassesOurOwnFailureOnWhenThatIsBelow()
    {
        MailboxImportExportException own = Errors.TokenExpired(null);

        new SignInFailures(WithSecret(), Cloud.Global).Translate(new InvalidOperationException("wrapped", own)).ShouldBeSameAs(own);
    }

    private ClientSecretSignIn WithSecret(string? secret = null) => new()
    {
        TenantId = _server.Tenant.Id.ToString(),
        ClientId = _server.BuiltInApplication.ClientId.ToString(),
        Secret = SecureText.Of(secret ?? _server.BuiltInApplication.Secrets[0].Value),
    };

    private CertificateSignIn WithCertificate(X509Certificate2 certificate) => new()
    {
        TenantId = _server.Tenant.Id.ToString(),
        ClientId = _server.BuiltInApplication.ClientId.ToString(),
        Certificate = certificate,
    };

    private async Task<AccessToken> TokenAsync(SignIn signIn)
    {
        using SingleFlightCredential credential = new(signIn, new CredentialContext(ConnectedSandbox.CloudOf(_server), TimeProvider.System, ProxySettings.System));
        return await credential.GetTokenAsync(new TokenRequestContext(["https://graph.microsoft.com/.default"]), CancellationToken.None);
    }

    private async Task ShouldFailAsync(SignIn signIn, FailureKind kind, params string[] texts)
    {
        MailboxImportExportException thrown = await Should.ThrowAsync<MailboxImportExportException>(() => TokenAsync(signIn));

        thrown.Kind.ShouldBe(kind);
        thrown.ToString().ShouldNotContain("hunter2");
        foreach (string text in texts)
        {
            thrown.Message.ShouldContain(text);
        }
    }
}
