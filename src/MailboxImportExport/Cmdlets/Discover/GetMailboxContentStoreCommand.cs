using System;
using System.Management.Automation;
using System.Threading.Tasks;
using MailboxImportExport.Binding;
using MailboxImportExport.Model;
using MailboxImportExport.Pipeline;

namespace MailboxImportExport.Cmdlets;

/// <summary>Finds the ids under which the import and export API knows a mailbox and its archive.</summary>
/// <remarks>
/// <para>The other commands take addresses, object ids and piped objects as well; this one shows what they find.</para>
/// <para>The id is looked up in the Exchange settings of the user: by ExternalDirectoryObjectId, then object id, user principal name and
/// address. Where the application may not read them, or no mailbox is found, and the piped object has an ExchangeGuid (with
/// <see cref="MailboxInputCmdlet.Archive"/> an ArchiveGuid), the id is composed from it and the tenant of the connection. <c>ResolvedBy</c>
/// says which way it was.</para>
/// </remarks>
/// <example>
/// <para>Finds the mailbox of a user.</para>
/// <code>PS> Get-MailboxContentStore -Mailbox adele@contoso.example</code>
/// </example>
/// <example>
/// <para>Finds all shared mailboxes, from what Exchange Online PowerShell returns.</para>
/// <code>PS> Get-EXOMailbox -RecipientTypeDetails SharedMailbox -ResultSize Unlimited -PropertySets Minimum,StatisticsSeed,Archive | Get-MailboxContentStore</code>
/// <para>These property sets bring the GUIDs from which an id can be composed when User.Read.All is not granted.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "MailboxContentStore")]
[OutputType(typeof(MailboxContentStore))]
[RequiredPermission("User.Read.All", For = "reading the Exchange settings; not with -ComposeMailboxId")]
public sealed class GetMailboxContentStoreCommand : MailboxCmdlet
{
    /// <inheritdoc/>
    private protected override (string Part, Func<MailboxVisit, Task> Work)? Capture(MailboxIdentity mailbox)
        => (string.Empty, static visit => visit.Output.WriteObjectAsync(visit.Store, visit.CancellationToken));
}
