using System;
using System.Management.Automation;
using System.Threading.Tasks;
using MailboxImportExport.Binding;
using MailboxImportExport.Graph.Folders;
using MailboxImportExport.Model;
using MailboxImportExport.Pipeline;

namespace MailboxImportExport.Cmdlets;

/// <summary>Gives a folder of a mailbox another name.</summary>
/// <remarks>
/// <para>The folder keeps its id, its place and what is in it. Folders that every mailbox has, for example the Inbox, are not renamed.</para>
/// </remarks>
/// <example>
/// <para>Renames a folder.</para>
/// <code>PS> Rename-MailboxContentFolder -Mailbox adele@contoso.example -Folder Inbox/Projects -NewName 'Old projects'</code>
/// </example>
/// <example>
/// <para>Renames a folder that is found by its name, wherever it is.</para>
/// <code>PS> Get-MailboxContentFolder adele@contoso.example -Recurse | Where-Object DisplayName -eq Projects | Rename-MailboxContentFolder -NewName Archive2024 -PassThru</code>
/// </example>
[Cmdlet(VerbsCommon.Rename, "MailboxContentFolder", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(MailboxContentFolder))]
[RequiredPermission("MailboxFolder.ReadWrite.All")]
[RequiredPermission("User.Read.All", For = "finding the mailbox of a user")]
public sealed class RenameMailboxContentFolderCommand : MailboxCmdlet
{
    /// <summary>The folder: path, id or folder object. Piped folders name themselves.</summary>
    [Parameter(Position = 1)]
    [FolderIdentityTransformation]
    [ArgumentCompleter(typeof(FolderCompleter))]
    public FolderIdentity? Folder { get; set; }

    /// <summary>The new name; no path: the folder stays where it is.</summary>
    [Parameter(Mandatory = true, Position = 2)]
    [ValidateNotNullOrEmpty]
    public string? NewName { get; set; }

    /// <summary>Writes the folder with its new name.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    private protected override (string Part, Func<MailboxVisit, Task> Work)? Capture(MailboxIdentity mailbox)
    {
        FolderIdentity folder = Folder ?? mailbox.Folder ?? throw Errors.FolderNotNamed(mailbox.Text);

        // Asked before anything is looked up: -WhatIf makes no call at all.
        if (!ShouldProcess($"{mailbox}: {folder}", $"Rename folder to '{NewName}'"))
        {
            return null;
        }

        string name = NewName!;
        bool passThru = PassThru;
        return (folder.Text, visit => RenameAsync(visit, folder, name, passThru));
    }

    private static async Task RenameAsync(MailboxVisit visit, FolderIdentity identity, string name, bool passThru)
    {
        FolderRequests requests = new(visit.Connection, visit.Output);
        MailboxContentFolder folder = await FolderSelection.FindAsync(identity, requests, visit.Store, visit.CancellationToken).ConfigureAwait(false);
        if (folder.WellKnownName is not null || folder.Path.Length == 0)
        {
            throw Errors.FolderProtected(identity.Text, "renamed");
        }

        MailboxContentFolder renamed = FolderTree.ToModel(
            visit.Store.MailboxId,
            await requests.RenameAsync(folder, name, visit.CancellationToken).ConfigureAwait(false),
            null) with
        {
            Path = FolderPath.Renamed(folder.Path, name),
            Parent = folder.Parent,
        };
        if (passThru)
        {
            await visit.Output.WriteObjectAsync(renamed, visit.CancellationToken).ConfigureAwait(false);
        }
    }
}
