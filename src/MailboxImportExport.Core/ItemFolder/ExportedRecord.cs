using MailboxImportExport.Model;

namespace MailboxImportExport.ItemFolder;

/// <summary>A line of the manifest as users see it.</summary>
internal static class ExportedRecord
{
    /// <param name="record">The line.</param>
    /// <param name="path">Full path of the file.</param>
    /// <param name="sha256">SHA-256 of the content, where it is at hand.</param>
    /// <param name="item">The listed item, where there is one.</param>
    public static ExportedMailboxItem ToModel(ManifestRecord record, string path, byte[]? sha256 = null, MailboxItem? item = null) => new()
    {
        SourceMailboxId = record.MailboxId,
        SourceFolderId = record.FolderId,
        SourceFolderPath = record.FolderPath,
        SourceItemId = record.ItemId,
        ChangeKey = record.ExportedChangeKey ?? record.ChangeKey,

        // An item that was exported by its id alone was never listed.
        ItemClass = record.ItemClass ?? record.Identity?.ItemClass,
        Subject = record.Subject ?? record.Identity?.Subject,
        Sender = record.Sender,
        Received = record.Received ?? record.Identity?.Received,
        Size = record.Size,
        Sha256 = record.Sha256,
        File = path,
        Created = record.Created,
        Identity = record.Identity?.ToIdentity() ?? Listed(record),
        Content = new FileContent(path, record.Size, sha256 ?? Hex.Parse(record.Sha256)),
        Item = item,
    };

    // What could not be told from the content may have been told by the listing.
    private static ItemIdentity? Listed(ManifestRecord record) => record.SearchKey is null
        ? null
        : ItemIdentity.Of(ItemIdentity.Key(record.SearchKey), record.ItemClass, record.Subject, record.Sent, record.Received);
}
