using System.Management.Automation;
using MailboxImportExport.Binding;
using MailboxImportExport.Model;

namespace MailboxImportExport.Pipeline;

/// <summary>A command that is told about mailboxes by the pipeline.</summary>
public abstract class MailboxInputCmdlet : StreamingCmdlet
{
    /// <summary>
    /// The mailbox: user principal name, Entra object id, <c>MBX:</c> id, or an object that has one of MailboxId, ExchangeGuid,
    /// ExternalDirectoryObjectId, UserPrincipalName or PrimarySmtpAddress, for example from Get-EXOMailbox, Get-Mailbox, Get-MgUser or a CSV file.
    /// Folders and items that other commands of this module wrote name their mailbox as well.
    /// </summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [MailboxIdentityTransformation]
    [ValidateNotNullOrEmpty]
    public MailboxIdentity[]? Mailbox { get; set; }

    /// <summary>Works on the in-place archive of the mailbox instead of the mailbox itself.</summary>
    [Parameter]
    public SwitchParameter Archive { get; set; }

    /// <summary>
    /// Composes the id from the ExchangeGuid (with <see cref="Archive"/> the ArchiveGuid) of the object and the tenant of the connection,
    /// without a call; for applications without User.Read.All.
    /// </summary>
    [Parameter]
    public SwitchParameter ComposeMailboxId { get; set; }
}
