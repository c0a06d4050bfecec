using MailboxImportExport.Model;
using MailboxImportExport.Transfer.Import;
using MailboxImportExport.Transfer.Log;
using MailboxImportExport.Transfer.Remove;

namespace MailboxImportExport.Transfer.Copy;

/// <summary>What is written down of an item that is moved, after the line of its copy.</summary>
internal static class MoveRecord
{
    public static TransferLogRecord Of(RemovalRequest request, string mailbox, RemovalResult result, MailboxImportExportException? failure) => new()
    {
        Mailbox = mailbox,
        MailboxId = request.MailboxId,
        ItemId = request.ItemId,
        ChangeKey = request.Versions is { Count: > 0 } versions ? versions[0] : null,
        TargetMailboxId = request.Copy?.MailboxId,
        TargetItemId = request.Copy?.ItemId,
        Result = result switch { RemovalResult.Removed => "Removed", RemovalResult.Gone => "Gone", _ => "Kept" },
        Error = failure?.Kind.ToString(),
        Message = failure?.Message,
    };

    public static TransferLogRecord Unproven(ImportRequest request, string mailbox, MailboxImportExportException failure) => new()
    {
        Mailbox = mailbox,
        MailboxId = request.Item?.SourceMailboxId,
        Folder = request.Item?.SourceFolderPath,
        ItemId = request.Item?.SourceItemId,
        ChangeKey = request.Item?.ChangeKey,
        Result = "Kept",
        Error = failure.Kind.ToString(),
        Message = failure.Message,
    };
}
