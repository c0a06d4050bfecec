using MailboxImportExport.Graph.Items;
using MailboxImportExport.Model;

namespace MailboxImportExport.Transfer.Export;

/// <summary>What a user gave to be exported: one item, or what a mailbox holds.</summary>
internal sealed record ExportSource
{
    /// <summary>The mailbox.</summary>
    public required MailboxIdentity Mailbox { get; init; }

    /// <summary>Whether its archive is meant.</summary>
    public bool Archive { get; init; }

    /// <summary>Whether the id of the mailbox is composed without a call.</summary>
    public bool ComposeMailboxId { get; init; }

    /// <summary>The item, when a listed one was given.</summary>
    public MailboxItem? Item { get; init; }

    /// <summary>The id of the item, when only that was given.</summary>
    public string? ItemId { get; init; }

    /// <summary>The id of the item, however it was given.</summary>
    public string KnownItemId => Item?.ItemId ?? ItemId!;

    /// <summary>The folder of that item, or null when nobody said.</summary>
    public FolderIdentity? Folder { get; init; }

    /// <summary>What is listed when a whole mailbox or a folder was given; its store is filled in when it is known.</summary>
    public ItemListRequest? Listing { get; init; }
}
