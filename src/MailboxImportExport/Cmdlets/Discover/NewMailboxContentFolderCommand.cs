using System;
using System.Management.Automation;
using System.Threading.Tasks;
using MailboxImportExport.Binding;
using MailboxImportExport.Graph.Folders;
using MailboxImportExport.Model;
using MailboxImportExport.Pipeline;

namespace MailboxImportExport.Cmdlets;

/// <summary>Creates a folder in a mailbox, with the folders above it where they are missing.</summary>
/// <remarks>
/// <para>A folder that is already there ends with the error FolderExists; with <see cref="Force"/> it is written as it is, so that the
/// same line can be run again.</para>
/// <para>The class decides what the folder is for and cannot be changed later.</para>
/// </remarks>
/// <example>
/// <para>Creates a folder for mail below the Inbox.</para>
/// <code>PS> New-MailboxContentFolder -Mailbox chika@contoso.example -Path Inbox/Restored</code>
/// </example>
/// <example>
/// <para>Creates a calendar, or gets it when it is there.</para>
/// <code>PS> New-MailboxContentFolder chika@contoso.example 'Old calendar' -FolderClass IPF.Appointment -Force</code>
/// </example>
/// <example>
/// <para>Creates a folder in every shared mailbox.</para>
/// <code>PS> Get-Mailbox -RecipientTypeDetails SharedMailbox | New-MailboxContentFolder -Path Restored</code>
/// </example>
[Cmdlet(VerbsCommon.New, "MailboxContentFolder", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(MailboxContentFolder))]
[RequiredPermission("MailboxFolder.ReadWrite.All")]
[RequiredPermission("User.Read.All", For = "finding the mailbox of a user")]
public sealed class NewMailboxContentFolderCommand : MailboxCmdlet
{
    /// <summary>Path of the new folder, from the top of the mailbox; a slash inside a name is written twice.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>Class of the folder: IPF.Note, IPF.Appointment, IPF.Contact, IPF.Task, IPF.StickyNote or IPF.Journal.</summary>
    /// <value>IPF.Note</value>
    [Parameter]
    [Alias("Type")]
    [ValidateNotNullOrEmpty]
    public string FolderClass { get; set; } = "IPF.Note";

    /// <summary>Writes a folder that is already there instead of an error.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    private protected override (string Part, Func<MailboxVisit, Task> Work)? Capture(MailboxIdentity mailbox)
    {
        // Asked before anything is looked up: -WhatIf makes no call at all.
        if (!ShouldProcess($"{mailbox}: {Path}", "Create folder"))
        {
            return null;
        }

        string path = Path!;
        string folderClass = FolderClass;
        bool force = Force;
        return (path, visit => CreateAsync(visit, path, folderClass, force));
    }

    private static async Task CreateAsync(MailboxVisit visit, string path, string folderClass, bool force)
    {
        FolderRequests requests = new(visit.Connection, visit.Output);
        FolderResolver resolver = new(requests, visit.Store);
        FolderCreator creator = new(requests, resolver, visit.Store.MailboxId);
        (MailboxContentFolder folder, int created) = await creator.EnsureAsync(path, null, _ => folderClass, visit.CancellationToken).ConfigureAwait(false);
        if (created == 0 && !force)
        {
            throw Errors.FolderExists(path, visit.Store.Identity);
        }

        visit.Connection.Known.AddFolder(folder.Path);
        await visit.Output.WriteObjectAsync(folder, visit.CancellationToken).ConfigureAwait(false);
    }
}
