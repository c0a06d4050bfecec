using System.Management.Automation;
using MailboxImportExport.Model;

namespace MailboxImportExport.Pipeline;

/// <summary>A command that talks to the service.</summary>
public abstract class ConnectedCmdlet : AsyncCmdlet
{
    /// <summary>
    /// A connection from Connect-MailboxImportExport -PassThru. Needed in ForEach-Object -Parallel and in jobs, where the connection
    /// of the session is not seen, and to use two tenants at once.
    /// </summary>
    /// <value>The connection of the session.</value>
    [Parameter]
    [ValidateNotNull]
    public MailboxImportExportConnection? Connection { get; set; }

    /// <summary>The connection to use.</summary>
    private protected MailboxImportExportConnection RequireConnection()
        => Connection ?? DefaultConnection.Get(SessionState) ?? throw Errors.NotConnected();
}
