using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation.Language;
using MailboxImportExport.Sandbox.Shell;
using Shouldly;
using Xunit;

namespace MailboxImportExport.ModuleTests.Access;

public sealed class AccessScriptTests(SandboxSession session) : IClassFixture<SandboxSession>
{
    private const string Awkward = "O'Brien’s `$(throw 'ran') \"export\"\n#> throw 'ran'";

    // Stand in for the modules that the script is for, and write down what it does.
    private const string Recorders =
        """
        $principal = $null
        function Connect-MgGraph { param($Scopes) "sign in $Scopes" }
        function Get-MgContext { [pscustomobject]@{ TenantId = 'tenant' } }
        function Get-MgServicePrincipal {
            if ("$args" -like '*00000003-*') {
                $roles = 'MailboxFolder.Read.All', 'MailboxItem.Read.All', 'User.Read.All', 'MailboxItem.Export.All', 'MailboxItem.ReadWrite.All'
                [pscustomobject]@{ Id = 'graph'; AppRoles = @($roles | ForEach-Object { [pscustomobject]@{ Id = "id-$_"; Value = $_; AllowedMemberTypes = @('Application') } }) }
            }
            else { [pscustomobject]@{ Id = 'principal'; AppId = 'app'; DisplayName = 'name' } }
        }
        function New-MgServicePrincipalAppRoleAssignment { "consent $($args[-1])" }
        function Get-MgServicePrincipalAppRoleAssignment { [pscustomobject]@{ Id = 'old'; AppRoleId = 'id-MailboxItem.ReadWrite.All' }, [pscustomobject]@{ Id = 'other'; AppRoleId = 'id-Mail.Send' } }
        function Remove-MgServicePrincipalAppRoleAssignment { "take back $($args[-1])" }
        function Connect-ExchangeOnline { }
        function New-ServicePrincipal { "principal $args" }
        function New-ManagementScope { "scope $($args[-1])" }
        function New-ManagementRoleAssignment { param($App, $Role, $CustomResourceScope) "role $Role" }
        function Test-ServicePrincipalAuthorization { }
        """;

    [Theory]
    [InlineData("Register-MailboxImportExportApp $name")]
    [InlineData("Register-MailboxImportExportApp $name -Profile Copy -Scope $name -CertificatePath $name")]
    [InlineData("Grant-MailboxImportExportAccess")]
    [InlineData("Grant-MailboxImportExportAccess $name -AsScript -Profile Restore")]
    [InlineData("Grant-MailboxImportExportAccess $name -Scope $name -Permission MailboxItem.ReadWrite.All")]
    [InlineData("Grant-MailboxImportExportAccess 11111111-2222-3333-4444-555555555555 -Scope $name")]
    public void PrintsAScriptThatPowerShellCanRead(string line)
    {
        session.Server.Requests.Clear();

        string script = session.Run(line, ("name", Awkward)).OutputAs<string>().ShouldHaveSingleItem();

        ScriptBlockAst ast = Parser.ParseInput(script, out _, out ParseError[] errors);
        errors.Select(static e => e.Message).ShouldBeEmpty(script);
        ast.FindAll(static node => node is ThrowStatementAst, searchNestedScriptBlocks: true)
            .ShouldAllBe(static node => node.Extent.Text.Contains("service principals were found", StringComparison.Ordinal), "a name has become code");
        session.Server.Requests.All.ShouldBeEmpty();
    }

    [Fact]
    public void KeepsANameAsItIs()
    {
        string script = session.Run("Register-MailboxImportExportApp $name", ("name", Awkward)).OutputAs<string>()[0];

        Parser.ParseInput(script, out _, out _)
            .FindAll(static node => node is StringConstantExpressionAst, searchNestedScriptBlocks: true)
            .Cast<StringConstantExpressionAst>()
            .Select(static text => text.Value)
            .ShouldContain(Awkward);
    }

    [Fact]
    public void ConsentsToEveryPermissionWhenThereIsNoScope()
        => Play("Grant-MailboxImportExportAccess app").ShouldBe(
        [
            "sign in Application.ReadWrite.All AppRoleAssignment.ReadWrite.All",
            "consent id-MailboxFolder.Read.All", "consent id-MailboxItem.Read.All", "consent id-User.Read.All", "consent id-MailboxItem.Export.All",
        ]);

    [Fact]
    public void GivesRolesInExchangeAndTakesTheConsentBackWhenThereIsAScope()
        => Play("Grant-MailboxImportExportAccess -Scope \"CustomAttribute1 -eq 'MbxExport'\"").ShouldBe(
        [
            "sign in Application.ReadWrite.All AppRoleAssignment.ReadWrite.All",
            "consent id-User.Read.All",
            "take back old",
            "principal -AppId app -ObjectId principal -DisplayName name",
            "scope CustomAttribute1 -eq 'MbxExport'",
            "role Application MailboxFolder.Read", "role Application MailboxItem.Read", "role Application MailboxItem.Export",
        ]);

    [Fact]
    public void ShowsTheScopeInExchangeAlsoWhenNoneIsAskedFor()
        => session.Run("Grant-MailboxImportExportAccess app").OutputAs<string>()[0].ShouldContain("# New-ManagementScope -Name $scopeName");

    private IReadOnlyList<string> Play(string line)
    {
        string script = session.Run(line).OutputAs<string>()[0];
        using HostedShell shell = new(new HostedShellOptions { WithUtilityStandIns = true });
        ShellResult result = shell.Run(Recorders + "\n" + script);
        result.Errors.Select(static e => e.ToString()).ShouldBeEmpty(script);
        return result.OutputAs<string>();
    }
}
