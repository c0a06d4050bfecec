using MailboxImportExport.Model;

namespace MailboxImportExport.ItemFolder;

/// <summary>A line of the manifest as users see it.</summary>
internal static class ExportedRecord
{
    public static ExportedMailboxItem ToModel(ManifestRecord record, string path) => new()
    {
        SourceMailboxId = record.MailboxId,
        SourceFolderId = record.FolderId,
        SourceFolderPath = record.FolderPath,
        SourceItemId = record.ItemId,
        ChangeKey = record.ExportedChangeKey ?? record.ChangeKey,
        ItemClass = record.ItemClass,
        Subject = record.Subject,
        Sender = record.Sender,
        Received = record.Received,
        Size = record.Size,
        Sha256 = record.Sha256,
        File = path,
        Content = new FileContent(path, record.Size, Hex.Parse(record.Sha256)),
    };
}
