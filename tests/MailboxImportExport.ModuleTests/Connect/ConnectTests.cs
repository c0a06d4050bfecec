using System;
using System.IO;
using System.Linq;
using System.Security;
using System.Security.Cryptography.X509Certificates;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Identity;
using MailboxImportExport.Sandbox.Shell;
using MailboxImportExport.Sandbox.Tenant;
using Shouldly;
using Xunit;

namespace MailboxImportExport.ModuleTests.Connect;

public sealed class ConnectTests : IClassFixture<SandboxSession>, IClassFixture<TestCertificates>
{
    private const string Look = "; $context = Get-MailboxImportExportContext; $context.AuthType; (Get-MailboxContentStore chika@contoso.example).Identity";

    private readonly SandboxSession _session;
    private readonly TestCertificates _certificates;

    public ConnectTests(SandboxSession session, TestCertificates certificates)
    {
        _session = session;
        _certificates = certificates;
        Application.Certificates = [certificates.Valid];
        _session.Run("Disconnect-MailboxImportExport");
    }

    private SandboxApplication Application => _session.Server.BuiltInApplication;

    [Fact]
    public void ConnectsAsTheApplicationOfTheSandboxWhenNothingElseIsGiven()
        => Connected("Connect-MailboxImportExport -Sandbox -Uri $uri").ShouldBe("ClientSecret");

    [Fact]
    public void ConnectsWhenAClientSecretIsGiven()
        => Connected("Connect-MailboxImportExport -Sandbox -Uri $uri -TenantId contoso.example -ClientSecretCredential $credential").ShouldBe("ClientSecret");

    [Fact]
    public void ConnectsWhenACertificateIsGiven()
        => Connected("Connect-MailboxImportExport -Sandbox -Uri $uri -TenantId $tenant -ClientId $client -Certificate $certificate").ShouldBe("Certificate");

    [Fact]
    public void ConnectsWhenACertificateFileIsGiven()
    {
        string file = Path.Combine(_session.Folder, "app.pfx");
        File.WriteAllBytes(file, _certificates.Valid.Export(X509ContentType.Pfx, "password"));

        Connected(
            "Connect-MailboxImportExport -Sandbox -Uri $uri -TenantId $tenant -ClientId $client -CertificatePath $file -CertificatePassword $password",
            ("file", file),
            ("password", Secure("password"))).ShouldBe("Certificate");
    }

    [Fact]
    public void FindsTheCertificateFileWhereTheSessionStands()
    {
        File.WriteAllBytes(Path.Combine(_session.Folder, "here.pfx"), _certificates.Valid.Export(X509ContentType.Pfx));

        Connected(
            """
            $null = $ExecutionContext.SessionState.Path.SetLocation($folder)
            Connect-MailboxImportExport -Sandbox -Uri $uri -TenantId $tenant -ClientId $client -CertificatePath ./here.pfx
            """).ShouldBe("Certificate");
    }

    [Theory]
    [InlineData("{0}")]
    [InlineData("\u200e{0}")]
    public void ConnectsWhenTheThumbprintOfAStoredCertificateIsGiven(string format)
    {
        using X509Store store = new(StoreName.My, StoreLocation.CurrentUser);
        store.Open(OpenFlags.ReadWrite);
        store.Add(_certificates.Valid);
        try
        {
            string thumbprint = string.Format(null, format, _certificates.Valid.Thumbprint.ToLowerInvariant());

            Connected(
                "Connect-MailboxImportExport -Sandbox -Uri $uri -TenantId $tenant -ClientId $client -CertificateThumbprint $thumbprint",
                ("thumbprint", thumbprint)).ShouldBe("Certificate");
        }
        finally
        {
            store.Remove(_certificates.Valid);
        }
    }

    [Fact]
    public void ConnectsWhenAnAccessTokenIsGiven()
        => Connected(
            "Connect-MailboxImportExport -Sandbox -Uri $uri -AccessToken $token",
            ("token", Secure(_session.Server.IssueToken(Application)))).ShouldBe("AccessToken");

    [Fact]
    public void AsksForNoTokenWhenOneIsGiven()
    {
        _session.Server.Requests.Clear();

        Run("Connect-MailboxImportExport -Sandbox -Uri $uri -AccessToken $token", ("token", Secure(_session.Server.IssueToken(Application))));

        _session.Server.Requests.All.ShouldBeEmpty();
    }

    [Fact]
    public void SpeaksForTheUserWhenTheTokenIsOfOne()
    {
        SandboxUser chika = _session.Server.Tenant.User("chika@contoso.example");
        string token = _session.Server.IssueToken(chika, ["MailboxFolder.Read", "MailboxItem.Read"]);

        ShellResult result = Run(
            "Connect-MailboxImportExport -Sandbox -Uri $uri -AccessToken $token -PassThru | ForEach-Object { $_.Account, $_.TokenType, ($_.Scopes -join ' ') }",
            ("token", Secure(token)));

        result.OutputAs<string>().ShouldBe(["chika@contoso.example", "Delegated", "MailboxFolder.Read MailboxItem.Read"]);
    }

    [Fact]
    public void UsesTheGivenThumbprintWhenThereIsNoAddressFile()
    {
        File.Move(_session.Server.AddressFilePath!, _session.Server.AddressFilePath + ".away");
        try
        {
            string printed = string.Join(':', _session.Server.CertificateSha256.Chunk(2).Select(static pair => new string(pair)));

            Connected(
                "Connect-MailboxImportExport -Sandbox -Uri $uri -SandboxThumbprint $thumbprint -TenantId contoso.example -ClientSecretCredential $credential",
                ("thumbprint", printed)).ShouldBe("ClientSecret");
        }
        finally
        {
            File.Move(_session.Server.AddressFilePath + ".away", _session.Server.AddressFilePath!);
        }
    }

    [Fact]
    public void WritesTheConnectionWhenPassThruIsGiven()
    {
        ShellResult result = Run("Connect-MailboxImportExport -Sandbox -Uri $uri -PassThru");

        result.Output.ShouldHaveSingleItem().TypeNames[0].ShouldBe("MailboxImportExport.Model.MailboxImportExportConnection");
    }

    [Fact]
    public void WritesNothingWhenPassThruIsNotGiven() => Run("Connect-MailboxImportExport -Sandbox -Uri $uri").Output.ShouldBeEmpty();

    [Fact]
    public void TellsAsWhomWhenVerbose()
    {
        ShellResult result = Run("Connect-MailboxImportExport -Sandbox -Uri $uri -Verbose");

        result.Verbose.ShouldBe(
            [
                $"Signing in to Sandbox (ClientSecret, application {Application.ClientId}).",
                $"Connected as {Application.Name} @ {_session.Server.Tenant.Id}.",
            ]);
    }

    [Fact]
    public void SpeaksTheVersionThatWasChosen()
    {
        Run("Connect-MailboxImportExport -Sandbox -Uri $uri -ApiVersion v1.0");
        _session.Server.Requests.Clear();

        _session.Run("Get-MailboxContentStore chika@contoso.example");

        _session.Server.Requests.Of(CallKind.GetSettings).ShouldHaveSingleItem().Path.ShouldStartWith("/v1.0/");
    }

    [Fact]
    public void KeepsTheConnectionAfterTheFunctionThatMadeIt()
        => Run("function Start-Work { Connect-MailboxImportExport -Sandbox -Uri $uri }; Start-Work; (Get-MailboxImportExportContext).Environment")
            .OutputAs<string>().ShouldBe(["Sandbox"]);

    [Fact]
    public void ShowsTheRolesOfTheTokenWhenTheyAreFew()
    {
        string token = _session.Server.IssueToken(Application, new AccessTokenRequest { Permissions = ["MailboxItem.Export.All"] });

        Run("Connect-MailboxImportExport -Sandbox -Uri $uri -AccessToken $token -PassThru | ForEach-Object Roles", ("token", Secure(token)))
            .OutputAs<string>().ShouldBe(["MailboxItem.Export.All"]);
    }

    private string Connected(string script, params (string Name, object? Value)[] variables)
    {
        ShellResult result = Run(script + Look, variables);
        result.OutputAs<string>().Count.ShouldBe(2);
        result.OutputAs<string>()[1].ShouldBe("chika@contoso.example");
        return result.OutputAs<string>()[0];
    }

    private ShellResult Run(string script, params (string Name, object? Value)[] variables) => _session.Run(
        script,
        [
            .. variables,
            ("uri", _session.Server.Uri.GetLeftPart(UriPartial.Authority)),
            ("tenant", _session.Server.Tenant.Id.ToString()),
            ("client", Application.ClientId.ToString()),
            ("credential", new System.Management.Automation.PSCredential(Application.ClientId.ToString(), Secure(Application.Secrets[0].Value))),
            ("certificate", _certificates.Valid),
        ]);

    private static SecureString Secure(string text) => new System.Net.NetworkCredential(string.Empty, text).SecurePassword;
}
