using System.Collections;
using System.Security.Cryptography.X509Certificates;
using MailboxImportExport.ModuleTests.Connect;
using MailboxImportExport.Sandbox.Shell;
using MailboxImportExport.Sandbox.Tenant;
using Shouldly;
using Xunit;

namespace MailboxImportExport.ModuleTests.SignIn;

public sealed class AutomationConnectionTests : IClassFixture<SandboxSession>, IClassFixture<TestCertificates>
{
    private const string Connect = "Connect-MailboxImportExport -Sandbox -Uri $uri -AutomationConnection $asset";

    private readonly SandboxSession _session;
    private readonly TestCertificates _certificates;

    public AutomationConnectionTests(SandboxSession session, TestCertificates certificates)
    {
        _session = session;
        _certificates = certificates;
        _session.Run("Disconnect-MailboxImportExport");
        _session.Server.Requests.Clear();
        Application.Certificates = [certificates.Valid];
    }

    private SandboxApplication Application => _session.Server.BuiltInApplication;

    [Fact]
    public void ConnectsWithTheCertificateThatTheAssetNames()
    {
        using X509Store store = new(StoreName.My, StoreLocation.CurrentUser);
        store.Open(OpenFlags.ReadWrite);
        store.Add(_certificates.Valid);
        try
        {
            ShellResult result = Run(Asset());

            result.Errors.ShouldBeEmpty();
            result.OutputAs<string>().ShouldBe(["Certificate", "Application", Application.ClientId.ToString()]);
        }
        finally
        {
            store.Remove(_certificates.Valid);
        }
    }

    [Theory]
    [InlineData("TenantId")]
    [InlineData("ApplicationId")]
    [InlineData("CertificateThumbprint")]
    public void NamesWhatTheAssetLacks(string missing)
    {
        Hashtable asset = Asset();
        asset.Remove(missing);

        ShellResult result = Run(asset);

        SandboxSession.ErrorIds(result).ShouldBe(["ArgumentInvalid,MailboxImportExport.Cmdlets.ConnectMailboxImportExportCommand"]);
        result.Errors[0].Exception.Message.ShouldContain($"'{missing}'");
        result.Errors[0].Exception.Message.ShouldContain("AzureServicePrincipal");
        _session.Server.Requests.All.ShouldBeEmpty();
    }

    [Fact]
    public void SaysWhereTheCertificateWasLookedForWhenItIsNotThere()
    {
        ShellResult result = Run(Asset());

        SandboxSession.ErrorIds(result).ShouldBe(["CertificateNotFound,MailboxImportExport.Cmdlets.ConnectMailboxImportExportCommand"]);
        result.Errors[0].Exception.Message.ShouldContain("LocalMachine\\My");
    }

    private Hashtable Asset() => new()
    {
        ["TenantId"] = _session.Server.Tenant.Id.ToString(),
        ["ApplicationId"] = Application.ClientId.ToString(),
        ["CertificateThumbprint"] = _certificates.Valid.Thumbprint,
        ["SubscriptionId"] = "00000000-0000-0000-0000-000000000000",
    };

    private ShellResult Run(Hashtable asset) => _session.Try(
        Connect + "; Get-MailboxImportExportContext | ForEach-Object { $_.AuthType, $_.TokenType, $_.ClientId }",
        ("uri", _session.Uri),
        ("asset", asset));
}
