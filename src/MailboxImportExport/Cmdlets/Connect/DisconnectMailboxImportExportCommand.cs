using System.Management.Automation;
using MailboxImportExport.Model;
using MailboxImportExport.Pipeline;

namespace MailboxImportExport.Cmdlets;

/// <summary>Closes a connection and forgets its token.</summary>
/// <remarks>Without a parameter the connection of the session is closed. Commands that are still using it end with an error.</remarks>
/// <returns>Nothing.</returns>
/// <example>
/// <para>Closes the connection of the session.</para>
/// <code>PS> Disconnect-MailboxImportExport</code>
/// </example>
[Cmdlet(VerbsCommunications.Disconnect, "MailboxImportExport")]
public sealed class DisconnectMailboxImportExportCommand : PSCmdlet
{
    /// <summary>The connection to close.</summary>
    /// <value>The connection of the session.</value>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ValidateNotNull]
    public MailboxImportExportConnection? Connection { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        MailboxImportExportConnection? current = DefaultConnection.Get(SessionState);
        MailboxImportExportConnection? closing = Connection ?? current;
        closing?.Dispose();
        if (ReferenceEquals(closing, current))
        {
            DefaultConnection.Remove(SessionState);
        }
    }
}
