using System;
using System.Management.Automation;
using System.Threading.Tasks;
using MailboxImportExport.Binding;
using MailboxImportExport.Graph.Folders;
using MailboxImportExport.Model;
using MailboxImportExport.Pipeline;
using MailboxImportExport.Transfer.Remove;

namespace MailboxImportExport.Cmdlets;

/// <summary>Removes a folder from a mailbox.</summary>
/// <remarks>
/// <para>An empty folder is removed. One that holds items or folders needs <see cref="Recurse"/>: the items go to Recoverable Items
/// first, from where they can be had back as long as the retention of the mailbox says, then the folders are removed, the deepest first.
/// A folder with an item that could not be removed stays, and so do those above it.</para>
/// <para>Folders that every mailbox has are never removed, nor those that hold one.</para>
/// </remarks>
/// <returns>Nothing.</returns>
/// <example>
/// <para>Shows what would be removed.</para>
/// <code>PS> Remove-MailboxContentFolder -Mailbox adele@contoso.example -Folder Inbox/Projects -Recurse -WhatIf</code>
/// </example>
/// <example>
/// <para>Removes the folder that a test restore left behind.</para>
/// <code>PS> New-MailboxContentFolder chika@contoso.example 'Restore test' -Force | Remove-MailboxContentFolder -Confirm:$false</code>
/// </example>
/// <example>
/// <para>Removes the empty folders below the Inbox.</para>
/// <code>PS> Get-MailboxContentFolder adele@contoso.example -Folder Inbox -Recurse | Where-Object { $_.ItemCount -eq 0 -and $_.ChildFolderCount -eq 0 -and -not $_.WellKnownName } | Remove-MailboxContentFolder -Confirm:$false</code>
/// </example>
[Cmdlet(VerbsCommon.Remove, "MailboxContentFolder", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[RequiredPermission("MailboxFolder.ReadWrite.All")]
[RequiredPermission("MailboxItem.Read.All", For = "looking whether the folder is empty")]
[RequiredPermission("MailboxItem.ReadWrite.All", For = "removing items, with -Recurse")]
[RequiredPermission("User.Read.All", For = "finding the mailbox of a user")]
public sealed class RemoveMailboxContentFolderCommand : MailboxCmdlet
{
    /// <summary>The folder: path, id or folder object. Piped folders name themselves.</summary>
    [Parameter(Position = 1)]
    [FolderIdentityTransformation]
    [ArgumentCompleter(typeof(FolderCompleter))]
    public FolderIdentity? Folder { get; set; }

    /// <summary>Removes what is in the folder and below it as well; the items go to Recoverable Items.</summary>
    [Parameter]
    public SwitchParameter Recurse { get; set; }

    /// <inheritdoc/>
    private protected override (string Part, Func<MailboxVisit, Task> Work)? Capture(MailboxIdentity mailbox)
    {
        FolderIdentity folder = Folder ?? mailbox.Folder ?? throw Errors.FolderNotNamed(mailbox.Text);
        bool recurse = Recurse;
        return (folder.Text, visit => RemoveAsync(visit, folder, recurse));
    }

    private async Task RemoveAsync(MailboxVisit visit, FolderIdentity identity, bool recurse)
    {
        FolderRequests requests = new(visit.Connection, visit.Output);
        MailboxContentFolder folder = await FolderSelection.FindAsync(identity, requests, visit.Store, visit.CancellationToken).ConfigureAwait(false);
        FolderRemoval removal = new(
            visit.Connection,
            folder,
            (failure, target) => visit.Output.WriteErrorAsync(failure, target, visit.CancellationToken),
            visit.Output);
        await removal.SurveyAsync(visit.CancellationToken).ConfigureAwait(false);
        if (!recurse && (removal.Items > 0 || removal.FoldersBelow > 0))
        {
            throw Errors.FolderNotEmpty(folder.Path, removal.Items, removal.FoldersBelow);
        }

        string target = $"{visit.Store}: {folder.Path} ({removal.Items} items, {removal.FoldersBelow} folders below)";
        if (!await visit.Output.AskAsync(() => ShouldProcess(target, "Remove folder")).ConfigureAwait(false))
        {
            return;
        }

        if (!await removal.RunAsync(visit.CancellationToken).ConfigureAwait(false))
        {
            visit.Output.Warning($"'{folder.Path}' of {visit.Store} could not be removed altogether.");
        }
    }
}
