using System.IO;
using System.Linq;
using System.Text.Json;
using MailboxImportExport.Sandbox.Shell;
using MailboxImportExport.Sandbox.Tenant;
using Shouldly;
using Xunit;

namespace MailboxImportExport.ModuleTests.Access;

public sealed class PermissionTests : IClassFixture<SandboxSession>
{
    private const string Id = ",MailboxImportExport.Cmdlets.GetMailboxImportExportPermissionCommand";

    private readonly SandboxSession _session;

    public PermissionTests(SandboxSession session)
    {
        _session = session;
        _session.Server.Requests.Clear();
    }

    [Fact]
    public void ShowsWhatACommandNeedsAndWhatFor()
    {
        ShellResult result = _session.Run("Get-MailboxImportExportPermission -Command Export-MailboxItem -Type Application");

        result.Text.ShouldBe(
            """

            Permission                        Type        AdminConsent ExchangeRole                         NeededFor
            ----------                        ----        ------------ ------------                         ---------
            MailboxFolder.Read.All            Application True         Application MailboxFolder.Read       finding folders, when mailboxes are given
            MailboxItem.Read.All              Application True         Application MailboxItem.Read         listing items, when mailboxes are given
            User.Read.All                     Application True                                              finding the mailbox of a user
            MailboxItem.Export.All            Application True         Application MailboxItem.Export       all that it does


            """);
        _session.Server.Requests.All.ShouldBeEmpty();
    }

    [Fact]
    public void ShowsBothFormsOfEveryPermission()
    {
        ShellResult result = _session.Run("(Get-MailboxImportExportPermission MailboxItem.*).Permission");

        result.OutputAs<string>().ShouldBe(
        [
            "MailboxItem.Read", "MailboxItem.Read.All", "MailboxItem.Export", "MailboxItem.Export.All",
            "MailboxItem.ReadWrite", "MailboxItem.ReadWrite.All", "MailboxItem.ImportExport", "MailboxItem.ImportExport.All",
        ]);
    }

    [Fact]
    public void NamesTheCallsTheCommandsAndWhatIncludesIt()
    {
        ShellResult result = _session.Run("Get-MailboxImportExportPermission MailboxItem.Export.All | ForEach-Object { $_.Calls.ToString(); $_.Commands -contains 'Export-MailboxItem'; $_.IncludedIn.ToString(); $_.ExchangeRole; $_.Source; $_.Id -eq $null }");

        result.Output.Select(static o => o.ToString()).ShouldBe(["Export items", "True", "MailboxItem.ImportExport.All", "Application MailboxItem.Export", "Module", "True"]);
    }

    [Fact]
    public void LooksTheIdsUpByNameWhenTheTenantIsAsked()
    {
        GraphPermission role = _session.Server.Tenant.Permissions.FindRole("MailboxItem.Export.All").ShouldNotBeNull();

        ShellResult result = _session.Run("Get-MailboxImportExportPermission MailboxItem.Export.All -FromTenant | ForEach-Object { $_.Id; $_.Source; $_.DisplayName }");

        result.Output.Select(static o => o.ToString()).ShouldBe([role.Id.ToString(), "Tenant", "MailboxItem.Export.All"]);
    }

    [Fact]
    public void KnowsAnIdForEveryPermissionWhenTheTenantIsAsked()
        => _session.Run("Get-MailboxImportExportPermission -FromTenant | Where-Object { -not $_.Id }").Output.ShouldBeEmpty();

    [Fact]
    public void NamesThePermissionWhenTheTenantMayNotBeAsked()
    {
        using HostedShell shell = new(new HostedShellOptions { WithUtilityStandIns = true });
        _session.ConnectWithRoles(shell, "MailboxItem.Export.All");

        ShellResult result = shell.Run("Get-MailboxImportExportPermission -FromTenant");

        SandboxSession.ErrorIds(result).ShouldBe(["DirectoryRefused" + Id]);
        result.Error(0).ErrorDetails.Message.ShouldContain("Application.Read.All (-FromTenant)");
    }

    [Fact]
    public void TakesWhatGetCommandWrites()
        => _session.Run("Get-Command Remove-MailboxItem | Get-MailboxImportExportPermission -Type Delegated | ForEach-Object Permission")
            .OutputAs<string>().ShouldBe(["MailboxFolder.Read", "User.Read.All", "MailboxItem.ReadWrite"]);

    [Fact]
    public void WritesAnErrorForEachUnknownNameAndGoesOn()
    {
        ShellResult result = _session.Try("Get-MailboxImportExportPermission -Command Nope-Nothing, Remove-MailboxItem -Type Application; Get-MailboxImportExportPermission Mail.Read");

        SandboxSession.ErrorIds(result).ShouldBe(["NameNotKnown" + Id, "NameNotKnown" + Id]);
        result.Output.Count.ShouldBe(3);
        result.Errors[1].Exception.Message.ShouldContain("MailboxItem.Export.All");
    }

    [Fact]
    public void GivesTablesThatExportCsvAndConvertToJsonWrite()
    {
        string file = _session.NewPath();

        ShellResult result = _session.Run(
            "Get-MailboxImportExportPermission MailboxFolder.Read.All | Export-Csv $file -NoTypeInformation; Get-MailboxImportExportPermission MailboxFolder.Read.All | ConvertTo-Json -Depth 3",
            ("file", file));

        File.ReadAllText(file).ShouldContain("List folders; Get folder; List child folders; Folder changes");
        using JsonDocument json = JsonDocument.Parse(string.Concat(result.OutputAs<string>()));
        json.RootElement.GetProperty("Calls").EnumerateArray().Select(static c => c.GetString()).ShouldContain("List folders");
    }

    [Fact]
    public void ShowsTheCallsTheItemPropertiesAndTheSteps()
    {
        string text = _session.Run("Get-MailboxImportExportPermission -Method; Get-MailboxImportExportPermission -ItemProperty; Get-MailboxImportExportPermission -RegistrationStep").Text;

        text.ShouldContain("/admin/exchange/mailboxes/{mailbox}/exportItems");
        text.ShouldContain("lastModifiedDateTime");
        text.ShouldContain("Register-MailboxImportExportApp");
    }

    [Theory]
    [InlineData("Get-MailboxImportExportPermission MailboxItem.E", new[] { "MailboxItem.Export.All" })]
    [InlineData("Get-MailboxImportExportPermission -Command Export-", new[] { "Export-MailboxItem" })]
    [InlineData("Get-MailboxImportExportPermission -Type D", new[] { "Delegated" })]
    public void CompletesNames(string line, string[] offered)
        => _session.Run("(TabExpansion2 $line $line.Length).CompletionMatches.CompletionText", ("line", line)).OutputAs<string>().ShouldBe(offered);

    [Fact]
    public void WorksWithoutAConnection()
    {
        using HostedShell shell = new(new HostedShellOptions { WithUtilityStandIns = true });

        ShellResult result = shell.Run("Import-Module $manifest; (Get-MailboxImportExportPermission).Count; Get-MailboxImportExportPermission -FromTenant", ("manifest", ModuleFolder.Manifest));

        ((int)result.Output[0].BaseObject).ShouldBeGreaterThan(12);
        SandboxSession.ErrorIds(result).ShouldBe(["NotConnected" + Id]);
    }
}
