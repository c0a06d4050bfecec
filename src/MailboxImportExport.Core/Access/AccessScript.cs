using System;
using System.Collections.Generic;
using System.Linq;

namespace MailboxImportExport.Access;

/// <summary>
/// What the commands do, as Microsoft Graph PowerShell and Exchange Online PowerShell: to be read, changed and run by somebody who may,
/// in a session of their own.
/// </summary>
/// <remarks>Exchange Online documentation, "Role Based Access Control for Applications in Exchange Online".</remarks>
internal static class AccessScript
{
    private const string GraphAppId = Graph.Directory.DirectoryRequests.GraphAppId;
    private const string ExampleFilter = "CustomAttribute1 -eq 'MbxExport'";
    private const string ExampleMailbox = "out-of-scope@contoso.com";
    private const string ExampleId = "00000000-0000-0000-0000-000000000000";

    /// <summary>Registers an application.</summary>
    /// <param name="displayName">Name of the application.</param>
    /// <param name="certificate">Path of the public part of its certificate.</param>
    /// <param name="permissions">Application permissions.</param>
    /// <param name="scope">Filter of the mailboxes that it is limited to, or null for all mailboxes of the tenant.</param>
    public static string Register(string displayName, string certificate, IReadOnlyList<string> permissions, string? scope) => Join(
        "# Microsoft Graph PowerShell: registers the application. Needs the role Cloud Application Administrator, and for the consent Privileged Role Administrator.",
        SignIn(permissions),
        $"$certificate = [System.Security.Cryptography.X509Certificates.X509Certificate2]::new((Convert-Path -LiteralPath {PowerShellText.Literal(certificate)}))",
        "$access = @{",
        $"    ResourceAppId  = '{GraphAppId}'",
        "    ResourceAccess = @($roles | ForEach-Object { @{ Id = $_.Id; Type = 'Role' } })",
        "}",
        $"$app = New-MgApplication -DisplayName {PowerShellText.Literal(displayName)} -SignInAudience AzureADMyOrg -RequiredResourceAccess $access "
            + "-KeyCredentials @{ Type = 'AsymmetricX509Cert'; Usage = 'Verify'; Key = $certificate.RawData }",
        "$principal = New-MgServicePrincipal -AppId $app.AppId",
        Rights(permissions, scope, displayName),
        "\"Connect-MailboxImportExport -TenantId $((Get-MgContext).TenantId) -ClientId $($app.AppId) -CertificateThumbprint $($certificate.Thumbprint)\"");

    /// <summary>Gives permissions to what is in the tenant.</summary>
    /// <param name="identity">Client id, object id or name; null for a blank to be filled in.</param>
    /// <param name="permissions">Application permissions.</param>
    /// <param name="scope">Filter of the mailboxes, or null for all mailboxes of the tenant.</param>
    public static string Grant(string? identity, IReadOnlyList<string> permissions, string? scope) => Join(
        "# Microsoft Graph PowerShell: gives permissions to an application or a managed identity. Needs the role Privileged Role Administrator.",
        SignIn(permissions),
        Find(identity),
        "if (@($principal).Count -ne 1) { throw \"$(@($principal).Count) service principals were found.\" }",
        Rights(permissions, scope, identity ?? "Mailbox export"));

    private static string SignIn(IReadOnlyList<string> permissions) => Join(
        $"Connect-MgGraph -Scopes {PowerShellText.Literal(PermissionTable.WriteApplications)}, {PowerShellText.Literal(PermissionTable.AssignRoles)}",
        $"$names = {string.Join(", ", permissions.Select(PowerShellText.Literal))}",
        "# Looked up by name: the ids are those that this tenant has.",
        $"$graph = Get-MgServicePrincipal -Filter {PowerShellText.Filter("appId", GraphAppId)}",
        "$roles = @($graph.AppRoles | Where-Object { $_.Value -in $names -and $_.AllowedMemberTypes -contains 'Application' })");

    private static string Find(string? identity)
    {
        if (identity is not null && !Guid.TryParse(identity, out _))
        {
            return $"$principal = Get-MgServicePrincipal -Filter {PowerShellText.Filter("displayName", identity)}";
        }

        string id = identity ?? ExampleId;
        return Join(
            $"# The client id, or the object id of the ENTERPRISE application or managed identity.{(identity is null ? " Fill it in." : string.Empty)}",
            $"$id = {PowerShellText.Literal(id)}",
            "$principal = Get-MgServicePrincipal -Filter \"appId eq '$id'\"",
            "if (-not $principal) { $principal = Get-MgServicePrincipal -ServicePrincipalId $id }");
    }

    private static string Rights(IReadOnlyList<string> permissions, string? scope, string name)
    {
        if (scope is not null)
        {
            return Join(Scoped(), Exchange(permissions, scope, name));
        }

        return Join(
            string.Empty,
            "# Consent of the administrator: for all mailboxes of the tenant.",
            "foreach ($role in $roles) {",
            "    New-MgServicePrincipalAppRoleAssignment -ServicePrincipalId $principal.Id -PrincipalId $principal.Id -ResourceId $graph.Id -AppRoleId $role.Id",
            "}",
            string.Empty,
            "# To limit it to some mailboxes, leave out the consent above except for User.Read.All, and run this instead:",
            PowerShellText.Comment(Exchange(permissions, ExampleFilter, name)));
    }

    private static string Scoped() => Join(
        string.Empty,
        "# Consent only for what Exchange cannot limit; what was consented for all mailboxes is taken back, because rights add up.",
        "$mailboxRoles = @($graph.AppRoles | Where-Object { $_.Value -like 'MailboxItem.*' -or $_.Value -like 'MailboxFolder.*' })",
        "foreach ($role in $roles | Where-Object { $_.Id -notin $mailboxRoles.Id }) {",
        "    New-MgServicePrincipalAppRoleAssignment -ServicePrincipalId $principal.Id -PrincipalId $principal.Id -ResourceId $graph.Id -AppRoleId $role.Id",
        "}",
        "Get-MgServicePrincipalAppRoleAssignment -ServicePrincipalId $principal.Id -All |",
        "    Where-Object { $_.AppRoleId -in $mailboxRoles.Id } |",
        "    ForEach-Object { Remove-MgServicePrincipalAppRoleAssignment -ServicePrincipalId $principal.Id -AppRoleAssignmentId $_.Id }",
        string.Empty);

    private static string Exchange(IReadOnlyList<string> permissions, string scope, string name)
    {
        IEnumerable<string> roles = permissions.Select(static p => PermissionTable.Find(p)?.ExchangeRole).OfType<string>();
        return Join(
            "# Exchange Online PowerShell: RBAC for Applications. Needs the role Organization Management. It takes from half an hour to two hours.",
            "Connect-ExchangeOnline",
            $"$scopeName = {PowerShellText.Literal(name)}",
            "New-ServicePrincipal -AppId $principal.AppId -ObjectId $principal.Id -DisplayName $principal.DisplayName",
            $"New-ManagementScope -Name $scopeName -RecipientRestrictionFilter {PowerShellText.Literal(scope)}",
            $"foreach ($role in {string.Join(", ", roles.Select(PowerShellText.Literal))}) {{",
            "    New-ManagementRoleAssignment -App $principal.Id -Role $role -CustomResourceScope $scopeName",
            "}",
            $"Test-ServicePrincipalAuthorization -Identity $principal.Id -Resource {PowerShellText.Literal(ExampleMailbox)}",
            "# And with the application itself:",
            $"# Test-MailboxImportExportAccess -Mailbox {ExampleMailbox} -ExpectDenied");
    }

    private static string Join(params string[] lines) => string.Join("\n", lines);
}
