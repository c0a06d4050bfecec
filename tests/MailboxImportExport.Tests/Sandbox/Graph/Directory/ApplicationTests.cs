using System;
using System.Buffers.Text;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox;
using MailboxImportExport.Sandbox.Identity;
using MailboxImportExport.Sandbox.Tenant;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Sandbox.Graph.Directory;

public sealed class ApplicationTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly RSA _key = RSA.Create(2048);
    private SandboxClient _client = null!;
    private DirectoryClient _directory = null!;

    public async ValueTask InitializeAsync()
    {
        _client = await SandboxClient.StartAsync(new SandboxOptions { TimeProvider = _clock });
        _directory = new DirectoryClient(_client);
    }

    public async ValueTask DisposeAsync()
    {
        _key.Dispose();
        await _client.DisposeAsync();
    }

    [Fact]
    public async Task ShowsWhatWasRegisteredWhenAnApplicationIsMade()
    {
        object body = new
        {
            displayName = "Mailbox export",
            signInAudience = "AzureADMyOrg",
            isFallbackPublicClient = true,
            publicClient = new { redirectUris = new[] { "http://localhost" } },
            requiredResourceAccess = new[]
            {
                new
                {
                    resourceAppId = "00000003-0000-0000-c000-000000000000",
                    resourceAccess = new[] { new { id = "937550e9-33a3-494b-88ae-d9cd394b1fbb", type = "Role" } },
                },
            },
        };

        SandboxAnswer made = await _directory.PostAsync("applications", body);
        SandboxAnswer shown = await _directory.GetAsync($"applications/{made.Root.GetProperty("id").GetString()}");

        made.Status.ShouldBe(201);
        made.Root.GetProperty("@odata.context").GetString()!.ShouldEndWith("/v1.0/$metadata#applications/$entity");
        shown.Root.GetProperty("appId").GetString().ShouldBe(made.Root.GetProperty("appId").GetString());
        shown.Root.GetProperty("displayName").GetString().ShouldBe("Mailbox export");
        shown.Root.GetProperty("publicClient").GetProperty("redirectUris")[0].GetString().ShouldBe("http://localhost");
        JsonElement access = shown.Root.GetProperty("requiredResourceAccess")[0];
        access.GetProperty("resourceAppId").GetString().ShouldBe("00000003-0000-0000-c000-000000000000");
        access.GetProperty("resourceAccess")[0].GetProperty("type").GetString().ShouldBe("Role");
        shown.Root.GetProperty("keyCredentials").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task FindsAnApplicationWhenItIsAskedForInAnyForm()
    {
        (string id, string appId) = await _directory.RegisterAsync("Mine's");

        (await _directory.GetAsync($"applications(appId='{appId}')?$select=id")).Root.GetProperty("id").GetString().ShouldBe(id);
        (await _directory.GetAsync($"applications?$filter=appId eq '{appId}'&$select=id")).Ids.ShouldBe([id]);
        (await _directory.GetAsync("applications?$filter=displayName eq 'Mine''s'&$select=id")).Ids.ShouldBe([id]);
        (await _directory.GetAsync("applications?$filter=startswith(displayName,'Mine')&$select=id")).Ids.ShouldBe([id]);
        (await _directory.GetAsync($"applications/{Guid.NewGuid()}")).ErrorCode.ShouldBe("Request_ResourceNotFound");
    }

    [Fact]
    public async Task ChangesOnlyWhatIsGivenWhenAnApplicationIsChanged()
    {
        (string id, _) = await _directory.RegisterAsync();

        SandboxAnswer answer = await _directory.PatchAsync($"applications/{id}", new { displayName = "Renamed" });
        await _directory.PatchAsync($"applications/{id}", new { notes = "For the archive project" });

        answer.Status.ShouldBe(204);
        SandboxAnswer shown = await _directory.GetAsync($"applications/{id}");
        shown.Root.GetProperty("displayName").GetString().ShouldBe("Renamed");
        shown.Root.GetProperty("notes").GetString().ShouldBe("For the archive project");
    }

    [Theory]
    [InlineData("""{"displayName":""}""")]
    [InlineData("""{"signInAudience":"AzureADMyOrg"}""")]
    [InlineData("""{"displayName":"X","signInAudience":"Everybody"}""")]
    [InlineData("""{"displayName":"X","passwordCredentials":[]}""")]
    [InlineData("""{"displayName":"X","owner":"me"}""")]
    [InlineData("""{"displayName":"X","keyCredentials":[{"type":"AsymmetricX509Cert","usage":"Sign","key":"AQID"}]}""")]
    [InlineData("""{"displayName":"X","keyCredentials":[{"type":"AsymmetricX509Cert","usage":"Verify","key":"AQID"}]}""")]
    public async Task RefusesAnApplicationWhenTheBodyIsWrong(string body)
    {
        int before = _directory.Tenant.Registrations.Count;

        (await _directory.PostAsync("applications", JsonSerializer.Deserialize<JsonElement>(body))).Status.ShouldBe(400);

        _directory.Tenant.Registrations.Count.ShouldBe(before);
    }

    [Fact]
    public async Task LetsTheApplicationSignInWhenItHasAPrincipalAndASecret()
    {
        (string id, string appId) = await _directory.RegisterAsync();
        object credential = new { passwordCredential = new { displayName = "rollout" } };
        SandboxAnswer password = await _directory.PostAsync($"applications/{id}/addPassword", credential);
        string secret = password.Root.GetProperty("secretText").GetString()!;

        SandboxAnswer early = await _directory.TokenAsync(appId, secret);
        await _directory.CreatePrincipalAsync(appId);
        SandboxAnswer token = await _directory.TokenAsync(appId, secret);

        early.Root.GetProperty("error_codes")[0].GetInt32().ShouldBe(700016);
        token.Status.ShouldBe(200);
        password.Root.GetProperty("hint").GetString().ShouldBe(secret[..3]);
        SandboxAnswer shown = await _directory.GetAsync($"applications/{id}?$select=passwordCredentials");
        shown.Root.GetProperty("passwordCredentials")[0].GetProperty("displayName").GetString().ShouldBe("rollout");
        shown.Text.ShouldNotContain(secret);
    }

    [Fact]
    public async Task EndsASecretWhenItIsRemoved()
    {
        (string id, string appId) = await _directory.RegisterAsync();
        await _directory.CreatePrincipalAsync(appId);
        SandboxAnswer password = await _directory.PostAsync($"applications/{id}/addPassword", new { });
        string keyId = password.Root.GetProperty("keyId").GetString()!;

        (await _directory.PostAsync($"applications/{id}/removePassword", new { keyId })).Status.ShouldBe(204);

        (await _directory.TokenAsync(appId, password.Root.GetProperty("secretText").GetString()!)).Status.ShouldBe(401);
        (await _directory.PostAsync($"applications/{id}/removePassword", new { keyId })).Status.ShouldBe(400);
    }

    [Fact]
    public async Task TakesACertificateWhenItIsPutIntoTheApplication()
    {
        (string id, _) = await _directory.RegisterAsync();
        using X509Certificate2 certificate = Certificate("CN=first");

        SandboxAnswer answer = await _directory.PatchAsync($"applications/{id}", new { keyCredentials = new[] { Key(certificate) } });

        answer.Status.ShouldBe(204);
        JsonElement shown = (await _directory.GetAsync($"applications/{id}")).Root.GetProperty("keyCredentials")[0];
        shown.GetProperty("customKeyIdentifier").GetString().ShouldBe(Convert.ToBase64String(certificate.GetCertHash()));
        shown.GetProperty("key").ValueKind.ShouldBe(JsonValueKind.Null);
        SandboxAnswer selected = await _directory.GetAsync($"applications/{id}?$select=keyCredentials");
        selected.Root.GetProperty("keyCredentials")[0].GetProperty("key").GetString().ShouldBe(Convert.ToBase64String(certificate.RawData));
        Application(id).Certificates.Single().Thumbprint.ShouldBe(certificate.Thumbprint);
    }

    [Fact]
    public async Task TakesAFurtherCertificateWhenTheOldOneProvesIt()
    {
        (string id, _) = await _directory.RegisterAsync();
        using X509Certificate2 first = Certificate("CN=first");
        using X509Certificate2 second = Certificate("CN=second");
        await _directory.PatchAsync($"applications/{id}", new { keyCredentials = new[] { Key(first) } });

        SandboxAnswer refused = await AddKeyAsync(id, second, Proof(first, Guid.NewGuid().ToString()));
        SandboxAnswer taken = await AddKeyAsync(id, second, Proof(first, id));
        string keyId = taken.Root.GetProperty("keyId").GetString()!;
        SandboxAnswer removed = await _directory.PostAsync($"applications/{id}/removeKey", new { keyId, proof = Proof(first, id) });

        refused.Status.ShouldBe(403);
        taken.Status.ShouldBe(200);
        removed.Status.ShouldBe(204);
        Application(id).Certificates.Single().Thumbprint.ShouldBe(first.Thumbprint);
    }

    [Fact]
    public async Task IsGoneWhenItIsRemoved()
    {
        (string id, string appId) = await _directory.RegisterAsync();
        await _directory.CreatePrincipalAsync(appId);

        (await _directory.DeleteAsync($"applications/{id}")).Status.ShouldBe(204);

        (await _directory.GetAsync($"applications/{id}")).Status.ShouldBe(404);
        (await _directory.GetAsync($"servicePrincipals?$filter=appId eq '{appId}'")).Values.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(0, 200, 201)]
    [InlineData(3, 404, 400)]
    public async Task IsNotThereYetAsSwitched(int unseenFor, int getStatus, int principalStatus)
    {
        _client.Server.Switches.NewDirectoryObjectsAreUnseenFor = unseenFor;
        (string id, string appId) = await _directory.RegisterAsync();

        (await _directory.GetAsync($"applications/{id}")).Status.ShouldBe(getStatus);
        (await _directory.PostAsync("servicePrincipals", new { appId })).Status.ShouldBe(principalStatus);
        await _directory.GetAsync($"applications/{id}");
        (await _directory.GetAsync($"applications/{id}")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task PagesWhenAsked()
    {
        for (int index = 0; index < 4; index++)
        {
            await _directory.RegisterAsync($"App {index}");
        }

        List<string> ids = [];
        SandboxAnswer page = await _directory.GetAsync("applications?$top=2&$select=id");
        ids.AddRange(page.Ids);
        while (page.NextLink is string next)
        {
            page.Values.Count.ShouldBe(2);
            page = await _client.GetAsync(new Uri(next));
            ids.AddRange(page.Ids);
        }

        ids.ShouldBe(_directory.Tenant.Registrations.Select(static application => application.RegistrationId.ToString()));
        (await _directory.GetAsync("applications?$top=0")).Status.ShouldBe(400);
        (await _directory.GetAsync("applications?$skiptoken=zz")).ErrorCode.ShouldBe("Directory_ExpiredPageToken");
    }

    private static object Key(X509Certificate2 certificate)
        => new { type = "AsymmetricX509Cert", usage = "Verify", key = Convert.ToBase64String(certificate.RawData) };

    private Task<SandboxAnswer> AddKeyAsync(string id, X509Certificate2 certificate, string proof)
        => _directory.PostAsync($"applications/{id}/addKey", new { keyCredential = Key(certificate), proof });

    private SandboxApplication Application(string id)
        => _directory.Tenant.Registrations.Single(application => application.RegistrationId.ToString() == id);

    private X509Certificate2 Certificate(string name)
        => new CertificateRequest(name, _key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(_clock.GetUtcNow().AddDays(-1), _clock.GetUtcNow().AddDays(30));

    private string Proof(X509Certificate2 certificate, string issuer)
    {
        long now = _clock.GetUtcNow().ToUnixTimeSeconds() - 5;
        return Jwt.Write(
            new Dictionary<string, object> { ["alg"] = "PS256", ["typ"] = "JWT", ["x5t#S256"] = Thumbprint(certificate) },
            new { aud = "00000002-0000-0000-c000-000000000000", iss = issuer, nbf = now, exp = now + 600 },
            bytes => _key.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pss));
    }

    private static string Thumbprint(X509Certificate2 certificate)
        => Base64Url.EncodeToString(certificate.GetCertHash(HashAlgorithmName.SHA256));
}
