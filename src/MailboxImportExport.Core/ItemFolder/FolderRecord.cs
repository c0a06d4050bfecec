using MailboxImportExport.Model;

namespace MailboxImportExport.ItemFolder;

/// <summary>One entry of <c>folders.json</c>: what is needed to make the folder again elsewhere.</summary>
internal sealed record FolderRecord
{
    public required string MailboxId { get; init; }

    public required string FolderId { get; init; }

    public required string Path { get; init; }

    public required string FolderClass { get; init; }

    public string? WellKnownName { get; init; }

    public static FolderRecord Of(MailboxContentFolder folder) => new()
    {
        MailboxId = folder.MailboxId,
        FolderId = folder.FolderId,
        Path = folder.Path,
        FolderClass = folder.FolderClass,
        WellKnownName = folder.WellKnownName,
    };
}
