using System;
using System.Globalization;
using System.Management.Automation;
using MailboxImportExport.Binding;
using MailboxImportExport.Graph.Items;
using MailboxImportExport.Model;

namespace MailboxImportExport.Pipeline;

/// <summary>A command that works on the items of mailboxes, chosen by folder, time and class.</summary>
public abstract class ItemListingCmdlet : MailboxInputCmdlet
{
    /// <summary>The folder: path, well-known name, id or folder object.</summary>
    /// <value>
    /// The whole mailbox: all visible folders. Left out are search folders, whose items stand elsewhere too, synchronisation logs, hidden
    /// system folders and Recoverable Items.
    /// </value>
    [Parameter(Position = 1)]
    [FolderIdentityTransformation]
    [ArgumentCompleter(typeof(FolderCompleter))]
    public FolderIdentity? Folder { get; set; }

    /// <summary>Takes the folders below <see cref="Folder"/> as well.</summary>
    [Parameter]
    public SwitchParameter Recurse { get; set; }

    /// <summary>
    /// Takes only these folders, as in mailbox export requests: <c>Projects</c> is that folder, <c>Projects/*</c> the folder and
    /// everything below, <c>#Inbox#/*</c> the Inbox in any language. Elsewhere * and ? stand for any part of a path.
    /// </summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(FolderCompleter))]
    public string[]? IncludeFolders { get; set; }

    /// <summary>Leaves these folders out; written like <see cref="IncludeFolders"/>.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(FolderCompleter))]
    public string[]? ExcludeFolders { get; set; }

    /// <summary>
    /// Takes items of this time or later. The time of an item is that of its delivery, else of its submission, else of its creation.
    /// A value without an offset is local time.
    /// </summary>
    [Parameter]
    public DateTimeOffset? After { get; set; }

    /// <summary>Takes items before this time. A value without an offset is local time.</summary>
    [Parameter]
    public DateTimeOffset? Before { get; set; }

    /// <summary>Takes items of this message class; wildcards are allowed, for example IPM.Schedule.*.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ItemClassCompleter))]
    public string? ItemClass { get; set; }

    /// <summary>What is listed of the mailbox of the current record; its store is filled in when it is found.</summary>
    private protected ItemListRequest MakeListing(MailboxIdentity mailbox) => new()
    {
        Store = new MailboxContentStore { MailboxId = string.Empty, Identity = mailbox.Text, ResolvedBy = MailboxResolution.Given },
        Folder = Folder ?? mailbox.Folder,
        Recurse = Recurse,
        IncludeFolders = IncludeFolders ?? [],
        ExcludeFolders = ExcludeFolders ?? [],
        Filter = new ItemFilter { After = After, Before = Before, ItemClass = ItemClass },
    };

    /// <inheritdoc/>
    private protected override void Prepare()
    {
        Announce("After", After);
        Announce("Before", Before);
    }

    private void Announce(string parameter, DateTimeOffset? time)
    {
        if (time is not null)
        {
            WriteVerbose($"-{parameter} is {time.Value.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} UTC.");
        }
    }
}
