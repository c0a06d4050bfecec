using MailboxImportExport.Model;
using MailboxImportExport.Transfer.Log;

namespace MailboxImportExport.Transfer.Export;

/// <summary>What is written down of an item of an export.</summary>
internal static class ExportRecord
{
    public static TransferLogRecord Skipped(ExportRequest request, string mailbox) => Of(request, mailbox) with { Result = "Skipped" };

    public static TransferLogRecord Ended(ExportOutcome outcome, string mailbox)
    {
        TransferLogRecord record = Of(outcome.Request, mailbox);
        if (outcome.Item is ExportedMailboxItem item)
        {
            return record with
            {
                Result = "Done",
                Folder = item.SourceFolderPath,
                File = item.File,
                Size = item.Size,
                Sha256 = item.Sha256,
                RequestId = outcome.Call?.RequestId,
                ClientRequestId = outcome.Call?.ClientRequestId,
            };
        }

        MailboxServiceException? service = outcome.Failure as MailboxServiceException;
        return record with
        {
            Result = outcome.IsGone ? "Gone" : "Failed",
            Error = outcome.Failure!.Kind.ToString(),
            Message = outcome.Failure.Message,
            RequestId = service?.RequestId ?? outcome.Call?.RequestId,
            ClientRequestId = service?.ClientRequestId ?? outcome.Call?.ClientRequestId,
        };
    }

    public static FailedMailboxItem Failure(ExportRequest request, MailboxImportExportException failure) => new()
    {
        MailboxId = request.MailboxId,
        ItemId = request.ItemId,
        FolderPath = request.Item?.FolderPath,
        Subject = request.Item?.Subject,
        Reason = failure.Kind,
        Message = failure.Message,
        Item = request.Item,
    };

    private static TransferLogRecord Of(ExportRequest request, string mailbox) => new()
    {
        Mailbox = mailbox,
        MailboxId = request.MailboxId,
        Folder = request.Item?.FolderPath,
        ItemId = request.ItemId,
        Size = null,
    };
}
