using System;
using System.IO;
using System.Management.Automation;
using MailboxImportExport.Sandbox.Identity;
using MailboxImportExport.Sandbox.Shell;
using MailboxImportExport.Sandbox.Tenant;
using Shouldly;
using Xunit;

namespace MailboxImportExport.ModuleTests.SignIn;

public sealed class WorkloadIdentityTests : IClassFixture<SandboxSession>, IDisposable
{
    private const string Subject = "repo:contoso/mail:ref:refs/heads/main";
    private const string Connect = "Connect-MailboxImportExport -Sandbox -Uri $uri -TenantId contoso.example -ClientId $client -FederatedTokenPath $file";
    private const string Look = "; Get-MailboxImportExportContext | ForEach-Object { $_.AuthType, $_.TokenType, $_.ClientId }";

    private readonly SandboxSession _session;
    private readonly ExternalIssuer _issuer = new($"https://{Guid.NewGuid():N}.example");
    private readonly string _file;

    public WorkloadIdentityTests(SandboxSession session)
    {
        _session = session;
        _session.Run("Disconnect-MailboxImportExport");
        _session.Server.Tenant.Trust(_issuer);
        _session.Server.Requests.Clear();
        Application.FederatedCredentials = [new FederatedCredential("build", _issuer.Issuer, Subject)];
        _file = _session.NewPath();
    }

    private SandboxApplication Application => _session.Server.BuiltInApplication;

    public void Dispose() => _issuer.Dispose();

    [Fact]
    public void ConnectsWhenTheFileHoldsATokenOfATrustedIssuer()
    {
        WriteToken();

        ShellResult result = Run(Connect + Look);

        result.Errors.ShouldBeEmpty();
        result.OutputAs<string>().ShouldBe(["WorkloadIdentity", "Application", Application.ClientId.ToString()]);
    }

    [Fact]
    public void ShowsNoTokenInAnyStream()
    {
        WriteToken();

        ShellResult result = Run($"$DebugPreference = $VerbosePreference = 'Continue'; {Connect}; Get-MailboxContentStore adele@contoso.example");

        result.Errors.ShouldBeEmpty();
        _session.Server.ShouldStandInNoStream(result);
    }

    [Fact]
    public void SaysWhatToCompareWhenTheSubjectIsAnother()
    {
        WriteToken(subject: "repo:contoso/other");

        Fails("CertificateRefused", "subject of the token", "AADSTS700213").Exception.Message.ShouldContain("letter case counts");
    }

    [Fact]
    public void SaysThatTheAudienceIsAnother()
    {
        WriteToken(audience: "api://other");

        Fails("CertificateRefused", "audience of the token", "AADSTS700212");
    }

    [Fact]
    public void SaysThatTheTokenHasEnded()
    {
        WriteToken(age: TimeSpan.FromHours(2));

        Fails("CertificateRefused", "outside its time range", "AADSTS700024").Exception.Message.ShouldContain("has to be fresh");
    }

    [Fact]
    public void RefusesTheParametersOfOtherWaysToSignIn()
    {
        ShellResult result = Run(Connect + " -UseDeviceCode");

        result.Errors.ShouldHaveSingleItem().FullyQualifiedErrorId.ShouldStartWith("AmbiguousParameterSet,");
        _session.Server.Requests.All.ShouldBeEmpty();
    }

    private ErrorRecord Fails(string id, params string[] texts)
    {
        ShellResult result = Run(Connect + "; (Get-MailboxImportExportContext) -eq $null");
        SandboxSession.ErrorIds(result).ShouldBe([$"{id},MailboxImportExport.Cmdlets.ConnectMailboxImportExportCommand"]);
        result.OutputAs<bool>().ShouldBe([true]);
        texts.ShouldAllBe(text => result.Errors[0].Exception.Message.Contains(text, StringComparison.Ordinal));
        return result.Errors[0];
    }

    private void WriteToken(string subject = Subject, string audience = FederatedCredential.ExchangeAudience, TimeSpan age = default)
        => File.WriteAllText(_file, _issuer.Issue(subject, audience, DateTimeOffset.UtcNow - age, TimeSpan.FromHours(1)));

    private ShellResult Run(string script) => _session.Try(script, ("uri", _session.Uri), ("client", Application.ClientId.ToString()), ("file", _file));
}
