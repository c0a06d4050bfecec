using System;
using System.Management.Automation;
using System.Threading.Tasks;
using MailboxImportExport.Binding;
using MailboxImportExport.Graph.Import;
using MailboxImportExport.Model;
using MailboxImportExport.Pipeline;

namespace MailboxImportExport.Cmdlets;

/// <summary>Opens an import session for a mailbox.</summary>
/// <remarks>
/// <para><c>Import-MailboxItem</c> opens and renews sessions by itself; a session of your own is for many small imports into the same
/// mailbox, or to see beforehand that imports are allowed. It carries its mailbox and serves every folder of it.</para>
/// <para>The link behind a session is as good as a token. It is kept inside of the object and shown nowhere.</para>
/// </remarks>
/// <example>
/// <para>Opens a session and imports through it.</para>
/// <code>PS> $session = New-MailboxImportSession -Mailbox chika@contoso.example
/// PS> Get-MailboxItem adele@contoso.example -Folder Inbox -First 5 | Export-MailboxItem | Import-MailboxItem -ImportSession $session -TargetFolder Inbox -ConflictAction Copy</code>
/// </example>
/// <example>
/// <para>Finds out whether one may import into the mailbox of a user.</para>
/// <code>PS> Get-MgUser -UserId chika@contoso.example | New-MailboxImportSession</code>
/// </example>
[Cmdlet(VerbsCommon.New, "MailboxImportSession", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(MailboxImportSession))]
[RequiredPermission("MailboxItem.ImportExport.All")]
[RequiredPermission("User.Read.All", For = "finding the mailbox of a user")]
public sealed class NewMailboxImportSessionCommand : MailboxCmdlet
{
    /// <inheritdoc/>
    private protected override (string Part, Func<MailboxVisit, Task> Work)? Capture(MailboxIdentity mailbox)
        => ShouldProcess(mailbox.ToString(), "Open import session") ? (string.Empty, OpenAsync) : null;

    private static async Task OpenAsync(MailboxVisit visit)
    {
        ImportSessionRequests requests = new(visit.Connection, visit.Output);
        MailboxImportSession session = await requests.CreateAsync(visit.Store.MailboxId, visit.CancellationToken).ConfigureAwait(false);
        await visit.Output.WriteObjectAsync(session, visit.CancellationToken).ConfigureAwait(false);
    }
}
