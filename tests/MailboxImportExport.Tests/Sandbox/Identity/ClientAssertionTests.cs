using System;
using System.Buffers.Text;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Identity;
using MailboxImportExport.Sandbox.Tenant;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Sandbox.Identity;

public sealed class ClientAssertionTests(SandboxFixture fixture) : IClassFixture<SandboxFixture>, IDisposable
{
    private readonly SandboxClient _client = fixture.Client;
    private readonly RSA _key = RSA.Create(2048);

    public void Dispose() => _key.Dispose();

    [Theory]
    [InlineData("PS256", true, false)]
    [InlineData("RS256", false, false)]
    [InlineData("PS256", true, true)]
    public async Task GivesATokenWhenTheAssertionIsRight(string algorithm, bool bySha256, bool numbersAsTexts)
    {
        SandboxAnswer answer = await AskAsync(new Assertion { Algorithm = algorithm, NamesCertificateBySha256 = bySha256, NumbersAsTexts = numbersAsTexts });

        answer.Status.ShouldBe(200, answer.Text);
        Jwt.Parse(answer.Root.GetProperty("access_token").GetString()!)!.Claim("appidacr").ShouldBe("2");
    }

    [Fact]
    public async Task TakesTheIssuerForTheAudienceWhenTheAssertionNamesIt()
        => (await AskAsync(new Assertion { Audience = $"https://127.0.0.1:{_client.Server.Uri.Port}/{_client.Server.Tenant.Id}/v2.0" })).Status.ShouldBe(200);

    [Fact]
    public async Task RefusesWhenTheAudienceIsTheRealService()
        => (await NumberAsync(new Assertion { Audience = "https://login.microsoftonline.com/common/oauth2/v2.0/token" })).ShouldBe(700023);

    [Fact]
    public async Task RefusesWhenTheSignatureIsOfAnotherKey()
    {
        using RSA other = RSA.Create(2048);

        (await NumberAsync(new Assertion { Key = other })).ShouldBe(700027);
    }

    [Fact]
    public async Task RefusesWhenTheAlgorithmIsNotTheOneThatSigned()
        => (await NumberAsync(new Assertion { Algorithm = "PS256", SignsWithPss = false })).ShouldBe(700027);

    [Fact]
    public async Task RefusesWhenTheCertificateIsNotRegistered()
        => (await NumberAsync(new Assertion { IsRegistered = false })).ShouldBe(700027);

    [Theory]
    [InlineData(-20, -10)]
    [InlineData(10, 20)]
    public async Task RefusesWhenItIsOutsideItsTime(int begins, int ends)
        => (await NumberAsync(new Assertion { Begins = begins, Ends = ends })).ShouldBe(700024);

    [Fact]
    public async Task RefusesWhenTheIssuerIsAnotherApplication()
        => (await NumberAsync(new Assertion { Issuer = Guid.NewGuid().ToString() })).ShouldBe(700021);

    [Fact]
    public async Task RefusesWhenItIsNoToken()
    {
        Dictionary<string, string> form = Form(_client.Server.BuiltInApplication, "not.a.token");

        Number(await _client.TokenAsync(_client.Server.Tenant.Id.ToString(), form)).ShouldBe(50027);
    }

    private static int Number(SandboxAnswer answer) => answer.Root.GetProperty("error_codes").EnumerateArray().Single().GetInt32();

    private static Dictionary<string, string> Form(SandboxApplication application, string assertion) => new()
    {
        ["client_id"] = application.ClientId.ToString(),
        ["client_assertion_type"] = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        ["client_assertion"] = assertion,
        ["scope"] = "https://graph.microsoft.com/.default",
        ["grant_type"] = "client_credentials",
    };

    private async Task<int> NumberAsync(Assertion assertion)
    {
        SandboxAnswer answer = await AskAsync(assertion);
        answer.Status.ShouldBe(401);
        return Number(answer);
    }

    private async Task<SandboxAnswer> AskAsync(Assertion assertion)
    {
        CertificateRequest request = new("CN=client", _key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using X509Certificate2 certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        SandboxApplication application = _client.Server.Tenant.AddApplication(new SandboxApplication(Guid.NewGuid(), Guid.NewGuid(), "Test")
        {
            Certificates = assertion.IsRegistered ? [certificate] : [],
        });
        string text = Write(assertion, application, certificate);
        return await _client.TokenAsync(_client.Server.Tenant.Id.ToString(), Form(application, text));
    }

    private string Write(Assertion assertion, SandboxApplication application, X509Certificate2 certificate)
    {
        DateTimeOffset now = _client.Server.Tenant.Clock.GetUtcNow();
        Dictionary<string, object> header = new() { ["alg"] = assertion.Algorithm, ["typ"] = "JWT" };
        if (assertion.NamesCertificateBySha256)
        {
            header["x5t#S256"] = Base64Url.EncodeToString(certificate.GetCertHash(HashAlgorithmName.SHA256));
        }
        else
        {
            header["x5t"] = Base64Url.EncodeToString(certificate.GetCertHash());
        }

        string issuer = assertion.Issuer ?? application.ClientId.ToString();
        Dictionary<string, object> claims = new()
        {
            ["aud"] = assertion.Audience ?? new Uri(_client.Server.Uri, $"{_client.Server.Tenant.Id}/oauth2/v2.0/token").ToString(),
            ["iss"] = issuer,
            ["sub"] = issuer,
            ["jti"] = Guid.NewGuid(),
            ["nbf"] = Time(now.AddMinutes(assertion.Begins), assertion),
            ["exp"] = Time(now.AddMinutes(assertion.Ends), assertion),
        };
        RSASignaturePadding padding = assertion.SignsWithPss ?? assertion.Algorithm == "PS256" ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1;
        return Jwt.Write(header, claims, signed => (assertion.Key ?? _key).SignData(signed, HashAlgorithmName.SHA256, padding));
    }

    private static object Time(DateTimeOffset time, Assertion assertion)
        => assertion.NumbersAsTexts ? time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture) : time.ToUnixTimeSeconds();

    private sealed record Assertion
    {
        public string Algorithm { get; init; } = "PS256";

        public bool? SignsWithPss { get; init; }

        public bool NamesCertificateBySha256 { get; init; } = true;

        public bool NumbersAsTexts { get; init; }

        public bool IsRegistered { get; init; } = true;

        public string? Audience { get; init; }

        public string? Issuer { get; init; }

        public RSA? Key { get; init; }

        public int Begins { get; init; } = -1;

        public int Ends { get; init; } = 9;
    }
}
