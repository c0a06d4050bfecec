using System;
using System.Globalization;
using System.Management.Automation;
using MailboxImportExport.Binding;
using MailboxImportExport.Cmdlets;
using MailboxImportExport.Graph.Folders;
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

    /// <summary>Takes hidden folders as well, when a whole mailbox or a tree of folders is taken.</summary>
    [Parameter]
    public SwitchParameter IncludeHidden { get; set; }

    /// <summary>Takes Recoverable Items as well, when a whole mailbox is taken.</summary>
    [Parameter]
    public SwitchParameter RecoverableItems { get; set; }

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

    /// <summary>Which time of an item -After and -Before are about.</summary>
    /// <value>Default: the time of delivery, else of submission, else of creation.</value>
    [Parameter]
    public MailboxItemTimeProperty TimeProperty { get; set; }

    /// <summary>Takes items with this text in the subject; with * or ? it is the pattern of the whole subject.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string? Subject { get; set; }

    /// <summary>Takes items with this text in the name or the address of the sender; with * or ? it is the pattern of the whole.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string? Sender { get; set; }

    /// <summary>Takes items larger than this many bytes, as the service reports sizes; 10MB can be written.</summary>
    [Parameter]
    [ValidateRange(0, long.MaxValue)]
    public long? LargerThan { get; set; }

    /// <summary>Takes items smaller than this many bytes, as the service reports sizes.</summary>
    [Parameter]
    [ValidateRange(1, long.MaxValue)]
    public long? SmallerThan { get; set; }

    /// <summary>Takes unread items only.</summary>
    [Parameter]
    public SwitchParameter Unread { get; set; }

    /// <summary>Takes items with an attachment only.</summary>
    [Parameter]
    public SwitchParameter HasAttachment { get; set; }

    /// <summary>Takes items with this search key (PidTagSearchKey), base64 as <c>MailboxItem.SearchKey</c> shows it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? SearchKey { get; set; }

    /// <summary>
    /// Takes items that this OData filter takes, on top of the other parameters. The service applies it; when it cannot, the folder is
    /// reported with the error FilterRefused.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Filter { get; set; }

    /// <summary>What is listed of the mailbox of the current record; its store is filled in when it is found.</summary>
    private protected ItemListRequest MakeListing(MailboxIdentity mailbox) => new()
    {
        Store = new MailboxContentStore { MailboxId = string.Empty, Identity = mailbox.Text, ResolvedBy = MailboxResolution.Given },
        Folder = Folder ?? mailbox.Folder,
        Recurse = Recurse,
        IncludeFolders = IncludeFolders ?? [],
        ExcludeFolders = ExcludeFolders ?? [],
        Folders = new FolderDetail { Hidden = IncludeHidden, RecoverableItems = RecoverableItems },
        Query = new ItemQuery { Filter = MakeFilter() },
    };

    private ItemFilter MakeFilter() => new()
    {
        TimeProperty = (ItemTime)TimeProperty,
        After = After,
        Before = Before,
        ItemClass = ItemClass,
        Subject = Subject,
        Sender = Sender,
        LargerThan = LargerThan,
        SmallerThan = SmallerThan,
        UnreadOnly = Unread,
        WithAttachmentOnly = HasAttachment,
        SearchKey = SearchKey,
        Raw = Filter is null ? null : $"({Filter})",
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
