using System.Management.Automation;
using MailboxImportExport.Model;
using MailboxImportExport.Pipeline;

namespace MailboxImportExport.Cmdlets;

/// <summary>Shows the connection of the session: who is signed in, where, with which permissions, until when.</summary>
/// <remarks>
/// <para>The token itself is never shown. Permissions that were scoped in Exchange (RBAC for Applications) are not in the token and
/// therefore not in the list of roles.</para>
/// <para>Without a connection nothing is written.</para>
/// </remarks>
/// <example>
/// <para>Shows the connection of the session.</para>
/// <code>PS> Get-MailboxImportExportContext</code>
/// </example>
/// <example>
/// <para>Shows the application permissions in the token.</para>
/// <code>PS> (Get-MailboxImportExportContext).Roles</code>
/// </example>
/// <example>
/// <para>Shows as whom one is connected, and until when the token is good.</para>
/// <code>PS> Get-MailboxImportExportContext | Select-Object TenantId, ClientId, AuthType, TokenExpires</code>
/// </example>
[Cmdlet(VerbsCommon.Get, "MailboxImportExportContext")]
[OutputType(typeof(MailboxImportExportConnection))]
public sealed class GetMailboxImportExportContextCommand : PSCmdlet
{
    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (DefaultConnection.Get(SessionState) is MailboxImportExportConnection connection)
        {
            WriteObject(connection);
        }
    }
}
