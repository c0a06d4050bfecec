using System;
using System.IO;
using System.Management.Automation;
using System.Net;
using System.Net.Sockets;
using System.Security;
using System.Security.Cryptography.X509Certificates;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Identity;
using MailboxImportExport.Sandbox.Shell;
using MailboxImportExport.Sandbox.Tenant;
using Shouldly;
using Xunit;

namespace MailboxImportExport.ModuleTests.Connect;

public sealed class ConnectErrorTests : IClassFixture<SandboxSession>, IClassFixture<TestCertificates>
{
    private const string WithSecret = "Connect-MailboxImportExport -Sandbox -Uri $uri -TenantId contoso.example -ClientSecretCredential $credential";
    private const string WithCertificate = "Connect-MailboxImportExport -Sandbox -Uri $uri -TenantId contoso.example -ClientId $client -Certificate $certificate";
    private const string WithFile = "Connect-MailboxImportExport -Sandbox -Uri $uri -TenantId contoso.example -ClientId $client -CertificatePath $file";

    private readonly SandboxSession _session;
    private readonly TestCertificates _certificates;

    public ConnectErrorTests(SandboxSession session, TestCertificates certificates)
    {
        _session = session;
        _certificates = certificates;
        Application.Certificates = [certificates.Valid, certificates.Expired];
        _session.Run("Disconnect-MailboxImportExport");
        _session.Server.Requests.Clear();
    }

    private SandboxApplication Application => _session.Server.BuiltInApplication;

    private string Client => Application.ClientId.ToString();

    [Theory]
    [InlineData("fabrikam.example")]
    [InlineData("not a tenant")]
    public void WritesTenantNotFoundWhenTheTenantIsWrong(string tenant)
    {
        ErrorRecord error = Fails("TenantNotFound", WithSecret.Replace("contoso.example", "$tenant", StringComparison.Ordinal), ("tenant", tenant), ("credential", Credential()));

        error.CategoryInfo.Category.ShouldBe(ErrorCategory.ObjectNotFound);
        error.Exception.Message.ShouldContain(tenant);
    }

    [Fact]
    public void WritesApplicationNotFoundWhenNobodyKnowsTheApplication()
        => Fails("ApplicationNotFound", WithSecret, ("credential", new PSCredential(Guid.NewGuid().ToString(), Secure(Application.Secrets[0].Value))));

    [Fact]
    public void WritesClientSecretInvalidWhenTheSecretIsWrong()
    {
        ErrorRecord error = Fails("ClientSecretInvalid", WithSecret, ("credential", new PSCredential(Client, Secure("wrong-secret"))));

        error.CategoryInfo.Category.ShouldBe(ErrorCategory.AuthenticationError);
        error.Exception.ToString().ShouldNotContain("wrong-secret");
    }

    [Fact]
    public void WritesClientSecretExpiredWhenTheSecretHasEnded()
    {
        SandboxApplication old = _session.Server.Tenant.AddApplication(new SandboxApplication(Guid.NewGuid(), Guid.NewGuid(), "old")
        {
            Secrets = [new ClientSecret("once-valid", DateTimeOffset.UtcNow.AddDays(-1))],
        });

        Fails("ClientSecretExpired", WithSecret, ("credential", new PSCredential(old.ClientId.ToString(), Secure("once-valid"))));
    }

    [Fact]
    public void WritesCertificateRefusedWhenTheCertificateIsNotRegistered() => Fails("CertificateRefused", WithCertificate, ("certificate", _certificates.Other));

    [Fact]
    public void WritesCertificateExpiredBeforeAnythingIsSent()
    {
        ErrorRecord error = Fails("CertificateExpired", WithCertificate, ("certificate", _certificates.Expired));

        error.Exception.Message.ShouldContain("CN=expired");
        _session.Server.Requests.All.ShouldBeEmpty();
    }

    [Fact]
    public void WritesCertificateHasNoPrivateKeyWhenOnlyThePublicPartIsGiven()
        => Fails("CertificateHasNoPrivateKey", WithCertificate, ("certificate", _certificates.PublicPart));

    [Fact]
    public void WritesCertificateNotFoundWhenNoStoreHasTheThumbprint()
    {
        ErrorRecord error = Fails(
            "CertificateNotFound",
            "Connect-MailboxImportExport -Sandbox -Uri $uri -TenantId contoso.example -ClientId $client -CertificateThumbprint A1B2C3D4E5F60718293A4B5C6D7E8F9012345678");

        error.Exception.Message.ShouldContain("LocalMachine\\My");
    }

    [Theory]
    [InlineData("wrong")]
    [InlineData(null)]
    public void WritesCertificateFileInvalidWhenThePasswordIsNotThatOfTheFile(string? password)
    {
        string file = WriteFile(_certificates.Valid.Export(X509ContentType.Pfx, "password"));

        ErrorRecord error = password is null
            ? Fails("CertificateFileInvalid", WithFile, ("file", file))
            : Fails("CertificateFileInvalid", WithFile + " -CertificatePassword $password", ("file", file), ("password", Secure(password)));

        error.TargetObject.ShouldBe(file);
    }

    [Fact]
    public void WritesCertificateHasNoPrivateKeyWhenTheFileIsACerFile()
        => Fails("CertificateHasNoPrivateKey", WithFile, ("file", WriteFile(_certificates.Valid.Export(X509ContentType.Cert))));

    [Fact]
    public void WritesFileNotReadableWhenThereIsNoFile()
    {
        string missing = Path.Combine(_session.Folder, "missing.pfx");

        Fails("FileNotReadable", WithFile, ("file", missing)).TargetObject.ShouldBe(missing);
    }

    [Fact]
    public void WritesPathNotFileSystemWhenThePathIsOfAnotherProvider() => Fails("PathNotFileSystem", WithFile, ("file", "Env:/PATH"));

    [Fact]
    public void WritesTokenExpiredWhenTheTokenHasEnded()
    {
        string token = _session.Server.IssueToken(Application, TimeSpan.FromMinutes(-1));

        ErrorRecord error = Fails("TokenExpired", "Connect-MailboxImportExport -Sandbox -Uri $uri -AccessToken $token", ("token", Secure(token)));

        error.Exception.ToString().ShouldNotContain(token.Split('.')[1]);
    }

    [Fact]
    public void EndsTheRunWithTokenRefusedWhenTheTokenIsForSomethingElse()
    {
        string token = _session.Server.IssueToken(Application, new AccessTokenRequest { Audience = "https://outlook.office365.com" });

        ShellResult result = Run("Connect-MailboxImportExport -Sandbox -Uri $uri -AccessToken $token; Get-MailboxContentStore adele@contoso.example", ("token", Secure(token)));

        SandboxSession.ErrorIds(result).ShouldBe(["TokenRefused,MailboxImportExport.Cmdlets.GetMailboxContentStoreCommand"]);
    }

    [Fact]
    public void WritesTokenInvalidWhenTheTokenIsNone()
        => Fails("TokenInvalid", "Connect-MailboxImportExport -Sandbox -Uri $uri -AccessToken $token", ("token", Secure("not a token")));

    [Theory]
    [InlineData("https://localhost:7443")]
    [InlineData("https://192.168.0.1:7443")]
    [InlineData("http://127.0.0.1:7443")]
    [InlineData("https://127.0.0.1.contoso.example")]
    [InlineData("nonsense")]
    public void WritesSandboxNotFoundWhenTheAddressIsNotLoopback(string uri)
        => Fails("SandboxNotFound", "Connect-MailboxImportExport -Sandbox -Uri $other -SandboxThumbprint $thumbprint", ("other", uri)).Exception.Message.ShouldContain("loopback");

    [Fact]
    public void WritesSandboxNotFoundWhenNoneHasAnnouncedItself()
        => Fails("SandboxNotFound", "Connect-MailboxImportExport -Sandbox -Uri $other", ("other", UnusedAddress())).Exception.Message.ShouldContain("serve");

    [Fact]
    public void WritesSandboxNotFoundWhenNothingAnswers()
        => Fails(
            "SandboxNotFound",
            WithSecret.Replace("$uri", "$other -SandboxThumbprint $thumbprint", StringComparison.Ordinal),
            ("other", UnusedAddress()),
            ("credential", Credential())).Exception.Message.ShouldContain("Nothing answers");

    [Fact]
    public void WritesSandboxNotFoundWhenTheCertificateIsNotTheOneThatIsMeant()
    {
        Fails("SandboxNotFound", "Connect-MailboxImportExport -Sandbox -Uri $uri -SandboxThumbprint ('AB' * 32)").Exception.Message.ShouldContain("certificate");

        _session.Server.Requests.All.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("-Uri $uri")]
    [InlineData("-SandboxThumbprint $thumbprint")]
    public void WritesArgumentInvalidWhenASandboxIsDescribedButNotAskedFor(string parameters)
        => Fails(
            "ArgumentInvalid",
            $"Connect-MailboxImportExport -AccessToken $token {parameters}",
            ("token", Secure(_session.Server.IssueToken(Application)))).Exception.Message.ShouldContain("real tenant");

    [Theory]
    [InlineData("-ManagedIdentity:$false")]
    [InlineData("-EnvironmentVariable:$false")]
    [InlineData("-TenantId contoso.example -ClientId 00000000-0000-0000-0000-000000000001 -UseDeviceCode:$false")]
    public void WritesArgumentInvalidWhenAWayToSignInIsSwitchedOff(string parameters) => Fails("ArgumentInvalid", "Connect-MailboxImportExport " + parameters);

    [Fact]
    public void WritesArgumentInvalidWhenTheSandboxIsSwitchedOff() => Fails("ArgumentInvalid", "Connect-MailboxImportExport -Sandbox:$false");

    [Theory]
    [InlineData("USGov")]
    [InlineData("USGovDoD")]
    [InlineData("China")]
    public void WritesEnvironmentNotSupportedBeforeAnythingIsSent(string environment)
    {
        Fails("EnvironmentNotSupported", WithSecret + $" -Environment {environment}", ("credential", Credential())).TargetObject.ShouldBe(environment);

        _session.Server.Requests.All.ShouldBeEmpty();
    }

    [Fact]
    public void KeepsTheOldConnectionWhenANewOneFails()
    {
        _session.Run("Connect-MailboxImportExport -Sandbox -Uri $uri", ("uri", Uri));

        ShellResult result = Run(WithSecret + "; (Get-MailboxContentStore adele@contoso.example).Identity", ("credential", new PSCredential(Client, Secure("wrong"))));

        result.OutputAs<string>().ShouldBe(["adele@contoso.example"]);
    }

    [Fact]
    public void AsksOnceForATokenWhenTheSecretIsWrong()
    {
        Run(WithSecret, ("credential", new PSCredential(Client, Secure("wrong"))));

        _session.Server.Requests.Count(CallKind.Token).ShouldBe(1);
    }

    private string Uri => _session.Server.Uri.GetLeftPart(UriPartial.Authority);

    private PSCredential Credential() => new(Client, Secure(Application.Secrets[0].Value));

    private ErrorRecord Fails(string id, string script, params (string Name, object? Value)[] variables)
    {
        ShellResult result = Run(script + "; (Get-MailboxImportExportContext) -eq $null", variables);
        SandboxSession.ErrorIds(result).ShouldBe([$"{id},MailboxImportExport.Cmdlets.ConnectMailboxImportExportCommand"]);
        result.OutputAs<bool>().ShouldBe([true]);
        return result.Error(0);
    }

    private ShellResult Run(string script, params (string Name, object? Value)[] variables) => _session.Try(
        script,
        [.. variables, ("uri", Uri), ("client", Client), ("thumbprint", _session.Server.CertificateSha256)]);

    private string WriteFile(byte[] content)
    {
        string file = Path.Combine(_session.Folder, $"{Guid.NewGuid():N}.pfx");
        File.WriteAllBytes(file, content);
        return file;
    }

    // A port that was free a moment ago: nobody listens there.
    private static string UnusedAddress()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return $"https://{listener.LocalEndpoint}";
    }

    private static SecureString Secure(string text) => new NetworkCredential(string.Empty, text).SecurePassword;
}
