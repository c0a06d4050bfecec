using System.Collections.Generic;
using MailboxImportExport.Graph.Folders;
using MailboxImportExport.Model;

namespace MailboxImportExport.Graph.Items;

/// <summary>Which items of a mailbox are listed: of one folder, of a folder and all below it, or of the whole mailbox.</summary>
internal sealed record ItemListRequest
{
    public required MailboxContentStore Store { get; init; }

    /// <summary>The folder, or null for the whole mailbox.</summary>
    public FolderIdentity? Folder { get; init; }

    /// <summary>Whether folders below <see cref="Folder"/> are listed too.</summary>
    public bool Recurse { get; init; }

    public IReadOnlyList<string> IncludeFolders { get; init; } = [];

    public IReadOnlyList<string> ExcludeFolders { get; init; } = [];

    /// <summary>Folders that are listed beyond the visible ones.</summary>
    public FolderDetail Folders { get; init; } = FolderDetail.Usual;

    public ItemQuery Query { get; init; } = ItemQuery.Plain;

    /// <summary>Whether the newest items come first, over all folders.</summary>
    public bool NewestFirst { get; init; }

    /// <summary>Items that passed the filter and are passed over at the beginning.</summary>
    public int Skip { get; init; }

    /// <summary>Items at most that are wanted, counted after <see cref="Skip"/>.</summary>
    public int First { get; init; } = int.MaxValue;
}
