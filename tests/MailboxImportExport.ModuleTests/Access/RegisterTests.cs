using System;
using System.Linq;
using System.Net;
using MailboxImportExport.ModuleTests.Connect;
using MailboxImportExport.Sandbox.Shell;
using MailboxImportExport.Sandbox.Tenant;
using Shouldly;
using Xunit;

namespace MailboxImportExport.ModuleTests.Access;

public sealed class RegisterTests : IClassFixture<SandboxSession>, IClassFixture<TestCertificates>
{
    private const string Id = ",MailboxImportExport.Cmdlets.RegisterMailboxImportExportAppCommand";
    private const string GrantId = ",MailboxImportExport.Cmdlets.GrantMailboxImportExportAccessCommand";
    private const string AsAdministrator = " -AccessToken $token -Sandbox -Uri $uri -Confirm:$false";

    private readonly SandboxSession _session;
    private readonly TestCertificates _certificates;

    public RegisterTests(SandboxSession session, TestCertificates certificates)
    {
        _session = session;
        _certificates = certificates;
        _session.Server.Requests.Clear();
    }

    [Fact]
    public void RegistersAnApplicationThatCanSignInAndExport()
    {
        ShellResult result = Run(
            """
            $app = Register-MailboxImportExportApp 'Mailbox export' -Certificate $certificate -AccessToken $token -Sandbox -Uri $uri -Confirm:$false
            $app
            $connection = Connect-MailboxImportExport -Sandbox -Uri $uri -TenantId $app.TenantId -ClientId $app.ClientId -Certificate $certificate -PassThru
            $connection.Roles -join ' '
            (Get-MailboxItem adele@contoso.example -Folder Inbox -First 1 | Export-MailboxItem).SourceMailboxId
            Connect-MailboxImportExport -Sandbox -Uri $uri
            """,
            Token());

        result.Errors.ShouldBeEmpty();
        SandboxApplication application = _session.Server.Tenant.Registrations.Single(static r => r.Name == "Mailbox export");
        result.Output[0].Properties["ClientId"].Value.ShouldBe(application.ClientId.ToString());
        result.Output[0].Properties["ServicePrincipalId"].Value.ShouldBe(application.ObjectId.ToString());
        result.Output[0].Properties["ApplicationObjectId"].Value.ShouldBe(application.RegistrationId.ToString());
        result.Output[0].Properties["CertificateThumbprint"].Value.ShouldBe(_certificates.Valid.Thumbprint);
        result.Output[1].ToString().Split(' ').ShouldBe(["MailboxFolder.Read.All", "MailboxItem.Read.All", "User.Read.All", "MailboxItem.Export.All"], ignoreOrder: true);
        result.Output[2].BaseObject.ShouldBe(_session.Mailbox("adele").Id);
        application.Certificates.ShouldHaveSingleItem().HasPrivateKey.ShouldBeFalse();
        application.SignInAudience.ShouldBe("AzureADMyOrg");
    }

    [Fact]
    public void MakesNoCallWhenOnlyAskedWhatItWouldDo()
    {
        Run("$null", Token());

        string register = _session.Shell.RunAsUser("Register-MailboxImportExportApp 'Never' -Certificate $certificate -AccessToken $token -Sandbox -Uri $uri -WhatIf");
        string grant = _session.Shell.RunAsUser("Grant-MailboxImportExportAccess Never -AccessToken $token -Sandbox -Uri $uri -WhatIf");

        register.ShouldContain("consent to MailboxFolder.Read.All, MailboxItem.Read.All, User.Read.All, MailboxItem.Export.All for all mailboxes");
        grant.ShouldContain("\"Consent to MailboxItem.Export.All for all mailboxes\" on target \"Never\"");
        _session.Server.Requests.All.ShouldBeEmpty();
    }

    [Fact]
    public void EndsWithApplicationExistsWhenTheNameIsTaken()
    {
        const string Line = "Register-MailboxImportExportApp Twice -Profile Restore" + AsAdministrator;
        Run(Line, Token()).Errors.ShouldBeEmpty();

        ShellResult result = Run(Line, Token());

        SandboxSession.ErrorIds(result).ShouldBe(["ApplicationExists" + Id]);
        Run(Line + " -Force", Token()).Errors.ShouldBeEmpty();
        _session.Server.Tenant.Registrations.Count(static r => r.Name == "Twice").ShouldBe(2);
    }

    [Fact]
    public void NamesTheDirectoryRightsWhenTheyAreMissing()
    {
        string token = _session.Server.IssueToken(_session.Server.BuiltInApplication, roles: ["MailboxItem.Export.All"]);

        ShellResult result = Run("Register-MailboxImportExportApp Refused" + AsAdministrator, token);

        SandboxSession.ErrorIds(result).ShouldBe(["DirectoryRefused" + Id]);
        result.Error(0).ErrorDetails.Message.ShouldContain("Application.ReadWrite.All (registering), AppRoleAssignment.ReadWrite.All (the consent)");
        result.Text.ShouldNotContain(token);
    }

    [Fact]
    public void RefusesAUserWhoIsNoAdministrator()
    {
        string token = _session.Server.IssueToken(_session.Server.Tenant.User("adele@contoso.example"), ["Application.ReadWrite.All", "AppRoleAssignment.ReadWrite.All"]);

        SandboxSession.ErrorIds(Run("Register-MailboxImportExportApp Refused" + AsAdministrator, token)).ShouldBe(["DirectoryRefused" + Id]);
    }

    [Fact]
    public void RefusesPermissionsThatAreNotForMailboxes()
        => SandboxSession.ErrorIds(Run("Register-MailboxImportExportApp Refused -Permission Application.ReadWrite.All" + AsAdministrator, Token())).ShouldBe(["NameNotKnown" + Id]);

    [Theory]
    [InlineData("ObjectId")]
    [InlineData("ClientId")]
    [InlineData("Name")]
    public void GrantsAManagedIdentityWhatAProfileNeeds(string by)
    {
        ManagedIdentity identity = _session.Server.Tenant.ManagedIdentities[0];
        identity.Roles = [];
        string name = by switch
        {
            "ObjectId" => identity.ObjectId.ToString(),
            "ClientId" => identity.ClientId.ToString(),
            _ => identity.Name,
        };

        ShellResult result = Run("Grant-MailboxImportExportAccess $name -Profile Copy" + AsAdministrator + "; Grant-MailboxImportExportAccess $name -Permission mailboxitem.read.all" + AsAdministrator, Token(), ("name", name));

        result.Errors.ShouldBeEmpty();
        identity.Roles.ShouldBe(["MailboxItem.Read.All", "User.Read.All", "MailboxFolder.ReadWrite.All", "MailboxItem.ImportExport.All"], ignoreOrder: true);
        result.Output.Select(static o => (bool)o.Properties["WasGranted"].Value).ShouldBe([false, false, false, false, true]);
        result.Output[0].Properties["ServicePrincipalId"].Value.ShouldBe(identity.ObjectId.ToString());
    }

    [Fact]
    public void TakesARegisteredApplicationFromThePipeline()
    {
        ShellResult result = Run(
            "Register-MailboxImportExportApp Piped" + AsAdministrator + " | Grant-MailboxImportExportAccess -Permission MailboxItem.ReadWrite.All -Connection $connection -Confirm:$false",
            Token());

        result.Errors.ShouldBeEmpty();
        _session.Server.Tenant.Registrations.Single(static r => r.Name == "Piped").Roles.ShouldContain("MailboxItem.ReadWrite.All");
    }

    [Fact]
    public void SaysWhenThereIsNoSuchApplication()
    {
        ShellResult result = Run(
            "Grant-MailboxImportExportAccess Nobody" + AsAdministrator + "; Grant-MailboxImportExportAccess 11111111-2222-3333-4444-555555555555" + AsAdministrator,
            Token());

        SandboxSession.ErrorIds(result).ShouldBe(["PrincipalNotFound" + GrantId, "PrincipalNotFound" + GrantId]);
    }

    [Fact]
    public void TakesATokenAsASecureStringToo()
        => _session.Try(
                "Register-MailboxImportExportApp Secure" + AsAdministrator,
                ("token", new NetworkCredential(string.Empty, Token()).SecurePassword),
                ("uri", _session.Uri))
            .Errors.ShouldBeEmpty();

    private string Token() => _session.Server.IssueToken(_session.Server.BuiltInApplication);

    private ShellResult Run(string script, string token, params (string Name, object? Value)[] variables) => _session.Try(
        "$connection = Get-MailboxImportExportContext\n" + script,
        [("token", token), ("uri", _session.Uri), ("certificate", _certificates.Valid), .. variables]);
}
