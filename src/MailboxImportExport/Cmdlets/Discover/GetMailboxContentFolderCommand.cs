using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Threading.Tasks;
using MailboxImportExport.Binding;
using MailboxImportExport.Graph.Changes;
using MailboxImportExport.Graph.Folders;
using MailboxImportExport.Model;
using MailboxImportExport.Pipeline;

namespace MailboxImportExport.Cmdlets;

/// <summary>Gets the folders of a mailbox with their paths, classes and item counts.</summary>
/// <remarks>
/// <para>Without <see cref="Folder"/> the folders at the top of the mailbox are written, with <see cref="Recurse"/> the whole tree; each
/// folder once, those above before those below.</para>
/// <para>Paths are written with slashes; a slash inside a name is written twice. Folders that every mailbox has are found by their
/// well-known names in any language: <c>Inbox</c>, <c>SentItems</c>, <c>DeletedItems</c>, <c>Calendar</c> and so on.</para>
/// <para>With <see cref="Delta"/> or <see cref="DeltaToken"/> changes of the whole tree are written in place of folders: all of them at first, then
/// those that were added, have changed (a name, a place, a number of items) or were removed since.</para>
/// </remarks>
/// <example>
/// <para>Shows the whole tree of a mailbox.</para>
/// <code>PS> Get-MailboxContentFolder -Mailbox adele@contoso.example -Recurse</code>
/// </example>
/// <example>
/// <para>Shows everything that a mailbox holds, with sizes.</para>
/// <code>PS> Get-MailboxContentFolder adele@contoso.example -Recurse -IncludeHidden -RecoverableItems -IncludeSize | Select-Object Path, ItemCount, Size</code>
/// </example>
/// <example>
/// <para>Gets one folder, and what is directly below another.</para>
/// <code>PS> Get-MailboxContentFolder adele@contoso.example -Folder Inbox</code>
/// </example>
/// <example>
/// <para>Finds the folders with the most items in all mailboxes of a file.</para>
/// <code>
/// PS> Get-EXOMailbox -ResultSize Unlimited | Select-Object ExternalDirectoryObjectId, UserPrincipalName | Export-Csv ./mailboxes.csv -NoTypeInformation
/// PS> Import-Csv ./mailboxes.csv | Get-MailboxContentFolder -Recurse | Sort-Object ItemCount -Descending | Select-Object -First 20
/// </code>
/// </example>
/// <example>
/// <para>Shows which folders have changed since the last time.</para>
/// <code>
/// PS> $null = Get-MailboxContentFolder adele@contoso.example -Delta -DeltaTokenVariable token
/// PS> Get-MailboxContentFolder adele@contoso.example -DeltaToken $token -DeltaTokenVariable token
/// </code>
/// </example>
[Cmdlet(VerbsCommon.Get, "MailboxContentFolder")]
[OutputType(typeof(MailboxContentFolder), typeof(MailboxContentFolderChange))]
[RequiredPermission("MailboxFolder.Read.All")]
[RequiredPermission("User.Read.All", For = "finding the mailbox of a user")]
public sealed class GetMailboxContentFolderCommand : MailboxCmdlet
{
    private ChangeRun? _changes;

    /// <summary>The folder to get: path, well-known name, id or folder object. With <see cref="Recurse"/> also everything below it.</summary>
    /// <value>The top of the mailbox.</value>
    [Parameter(Position = 1)]
    [FolderIdentityTransformation]
    [ArgumentCompleter(typeof(FolderCompleter))]
    public FolderIdentity? Folder { get; set; }

    /// <summary>Gets the folders below as well.</summary>
    [Parameter]
    public SwitchParameter Recurse { get; set; }

    /// <summary>Gets hidden folders as well.</summary>
    [Parameter]
    public SwitchParameter IncludeHidden { get; set; }

    /// <summary>Gets the folders of Recoverable Items as well, which lie beside the visible tree.</summary>
    [Parameter]
    public SwitchParameter RecoverableItems { get; set; }

    /// <summary>Gets the size of the items in each folder as well, in bytes, where the service says it.</summary>
    [Parameter]
    public SwitchParameter IncludeSize { get; set; }

    /// <summary>Writes changes in place of folders; without a token every folder is told as added.</summary>
    [Parameter]
    public SwitchParameter Delta { get; set; }

    /// <summary>Where to go on: the text that <see cref="DeltaTokenVariable"/> received the last time. An empty text begins anew.</summary>
    [Parameter]
    [AllowEmptyString]
    [AllowNull]
    public string? DeltaToken { get; set; }

    /// <summary>Name of the variable that receives the token for the next time, when the command has ended.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? DeltaTokenVariable { get; set; }

    /// <inheritdoc/>
    private protected override void Prepare()
    {
        if (Delta || DeltaToken is not null || DeltaTokenVariable is not null)
        {
            _changes = ChangeRun.OfFolders(this, DeltaToken, DeltaTokenVariable);
        }

        base.Prepare();
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        _changes?.KeepToken();
    }

    /// <inheritdoc/>
    private protected override (string Part, Func<MailboxVisit, Task> Work)? Capture(MailboxIdentity mailbox)
    {
        FolderIdentity? folder = Folder ?? mailbox.Folder;
        bool recurse = Recurse;
        FolderDetail detail = new() { Hidden = IncludeHidden, Size = IncludeSize, RecoverableItems = RecoverableItems };
        return _changes is ChangeRun changes
            ? (string.Empty, visit => TellChangesAsync(visit, detail, changes))
            : (folder?.Text ?? string.Empty, visit => ListAsync(visit, folder, recurse, detail));
    }

    private static async Task TellChangesAsync(MailboxVisit visit, FolderDetail detail, ChangeRun changes)
    {
        FolderChanges told = new(visit.Connection, changes.Token, detail, visit.Output);
        await foreach (MailboxContentFolderChange change in told.RunAsync(visit.Store, visit.CancellationToken).ConfigureAwait(false))
        {
            await visit.Output.WriteObjectAsync(change, visit.CancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task ListAsync(MailboxVisit visit, FolderIdentity? identity, bool recurse, FolderDetail detail)
    {
        FolderRequests requests = new(visit.Connection, visit.Output, detail);
        FolderTree tree = new(requests, visit.Store.MailboxId);
        IAsyncEnumerable<MailboxContentFolder>? folders = identity is null ? tree.WalkAsync(recurse, visit.CancellationToken) : null;
        if (identity is not null)
        {
            MailboxContentFolder folder = await FolderSelection.FindAsync(identity, requests, visit.Store, visit.CancellationToken).ConfigureAwait(false);
            await WriteAsync(visit, folder).ConfigureAwait(false);
            folders = recurse ? tree.WalkBelowAsync(folder, recurse: true, visit.CancellationToken) : null;
        }

        if (folders is null)
        {
            return;
        }

        await foreach (MailboxContentFolder folder in folders.ConfigureAwait(false))
        {
            await WriteAsync(visit, folder).ConfigureAwait(false);
        }
    }

    private static Task WriteAsync(MailboxVisit visit, MailboxContentFolder folder)
    {
        visit.Connection.Known.AddFolder(folder.Path);
        return visit.Output.WriteObjectAsync(folder, visit.CancellationToken);
    }
}
