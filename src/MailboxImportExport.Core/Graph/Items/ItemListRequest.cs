using System.Collections.Generic;
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

    public ItemFilter Filter { get; init; } = ItemFilter.All;
}
