using System.Collections.Generic;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Access;
using MailboxImportExport.Binding;
using MailboxImportExport.Graph.Json;
using MailboxImportExport.Model;
using MailboxImportExport.Pipeline;

namespace MailboxImportExport.Cmdlets;

/// <summary>Gives the permissions that this module needs to an application or a managed identity that is there already.</summary>
/// <remarks>
/// <para>Without a token and without an application to sign in with, a script of Microsoft Graph PowerShell and Exchange Online PowerShell is
/// printed instead. With <see cref="DirectoryCmdlet.Scope"/> it limits the application to some mailboxes and takes back what was consented for all.</para>
/// <para>Whoever signs in needs AppRoleAssignment.ReadWrite.All and Application.Read.All, and the directory role Privileged Role
/// Administrator. A new permission of a managed identity can take up to a day to be seen.</para>
/// <para>A permission that is there already is left as it is; the same line can be run again.</para>
/// </remarks>
/// <example>
/// <para>Writes the script that lets an application export from some mailboxes, for whoever may run it.</para>
/// <code>PS> Grant-MailboxImportExportAccess -AsScript -Profile ExportOnly -Scope "CustomAttribute1 -eq 'MbxExport'" | Set-Content ./grant.ps1</code>
/// </example>
/// <example>
/// <para>Lets the managed identity of an Automation account export, with a token of Azure PowerShell.</para>
/// <code norun="needs Azure PowerShell">PS> $identity = (Get-AzAutomationAccount -ResourceGroupName it -Name mailboxes).Identity.PrincipalId
/// PS> Grant-MailboxImportExportAccess -Identity $identity -Profile ExportOnly -AccessToken (Get-AzAccessToken -ResourceUrl https://graph.microsoft.com).Token</code>
/// </example>
[Cmdlet(VerbsSecurity.Grant, "MailboxImportExportAccess", DefaultParameterSetName = ScriptSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(MailboxImportExportGrant), ParameterSetName = [TokenSet, InteractiveSet, ConnectionSet])]
[OutputType(typeof(string), ParameterSetName = [ScriptSet])]
[RequiredPermission("AppRoleAssignment.ReadWrite.All")]
[RequiredPermission("Application.Read.All", For = "finding the application")]
public sealed class GrantMailboxImportExportAccessCommand : DirectoryCmdlet
{
    private IReadOnlyList<string> _permissions = [];

    /// <summary>The application or managed identity: its client id, the object id of its service principal, or its name.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true, ParameterSetName = ScriptSet)]
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true, ParameterSetName = TokenSet)]
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true, ParameterSetName = InteractiveSet)]
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true, ParameterSetName = ConnectionSet)]
    [Alias("ServicePrincipalId", "PrincipalId")]
    [ValidateNotNullOrEmpty]
    public string? Identity { get; set; }

    /// <inheritdoc/>
    protected override void BindInput()
    {
        IReadOnlyList<string> asked = Permissions();
        List<string> permissions = [];
        foreach (string permission in asked)
        {
            if (PrintsScript || ShouldProcess(Identity, $"Consent to {permission}{(GraphPermission.IsOfMailboxes(permission) ? " for all mailboxes" : string.Empty)}"))
            {
                permissions.Add(permission);
            }
        }

        _permissions = permissions;
    }

    /// <inheritdoc/>
    private protected override async Task RunAsync(CmdletOutput output, CancellationToken cancellationToken)
    {
        if (PrintsScript)
        {
            await output.WriteObjectAsync(AccessScript.Grant(Identity, _permissions, Scope), cancellationToken).ConfigureAwait(false);
            return;
        }

        if (_permissions.Count > 0)
        {
            await WithConnectionAsync(connection => GrantAsync(new GrantAccess(connection, output), output, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task GrantAsync(GrantAccess grant, CmdletOutput output, CancellationToken cancellationToken)
    {
        ServicePrincipalJson principal = await grant.FindAsync(Identity!, cancellationToken).ConfigureAwait(false);
        foreach (string permission in _permissions)
        {
            await output.WriteObjectAsync(await grant.RunAsync(principal, permission, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        }
    }
}
