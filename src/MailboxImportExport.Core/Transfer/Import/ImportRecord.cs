using MailboxImportExport.Model;
using MailboxImportExport.Transfer.Log;

namespace MailboxImportExport.Transfer.Import;

/// <summary>What is written down of an item of an import.</summary>
internal static class ImportRecord
{
    public static TransferLogRecord Skipped(ImportRequest request, MailboxContentStore target) => Of(request, target) with { Result = "Skipped" };

    public static TransferLogRecord Done(ImportRequest request, MailboxContentStore target, ImportedMailboxItem item) => Of(request, target) with
    {
        Result = "Done",
        Folder = item.FolderPath,
        ItemId = item.ItemId,
        RequestId = item.Call?.RequestId,
        ClientRequestId = item.Call?.ClientRequestId,
    };

    public static TransferLogRecord Failed(ImportRequest request, MailboxContentStore target, MailboxImportExportException failure)
    {
        MailboxServiceException? service = (failure as MailboxServiceException) ?? failure.InnerException as MailboxServiceException;
        return Of(request, target) with
        {
            Result = "Failed",
            Error = failure.Kind.ToString(),
            Message = failure.Message,
            RequestId = service?.RequestId,
            ClientRequestId = service?.ClientRequestId,
        };
    }

    /// <summary>An item whose content is not there.</summary>
    public static TransferLogRecord Failed(ExportedMailboxItem item, MailboxAccount account, MailboxImportExportException failure) => new()
    {
        Mailbox = account.Name,
        MailboxId = account.MailboxId,
        SourceMailboxId = item.SourceMailboxId,
        SourceItemId = item.SourceItemId,
        File = item.File,
        Size = item.Size,
        Sha256 = item.Sha256,
        Result = "Failed",
        Error = failure.Kind.ToString(),
        Message = failure.Message,
    };

    public static FailedMailboxItem Failure(ImportRequest request, MailboxImportExportException failure)
    {
        SourceFolder? tree = request.Owner is ImportPlaces { KeepsTree: true } ? request.SourceFolder : null;
        return request.Item is ExportedMailboxItem item
            ? Failure(item, failure) with { Exported = item.File is null ? null : item, Place = tree }
            : new FailedMailboxItem { File = request.Content.Name, Reason = failure.Kind, Message = failure.Message };
    }

    /// <summary>The failure of an item whose content is not there.</summary>
    public static FailedMailboxItem Failure(ExportedMailboxItem item, MailboxImportExportException failure) => new()
    {
        MailboxId = item.SourceMailboxId,
        ItemId = item.SourceItemId,
        FolderPath = item.SourceFolderPath,
        Subject = item.Subject,
        File = item.File,
        Reason = failure.Kind,
        Message = failure.Message,
        Item = item.Item,
    };

    private static TransferLogRecord Of(ImportRequest request, MailboxContentStore target) => new()
    {
        Mailbox = target.Identity,
        MailboxId = target.MailboxId,
        SourceMailboxId = request.Item?.SourceMailboxId,
        SourceItemId = request.Item?.SourceItemId,
        File = FileOf(request),
        Size = request.Content.Length,
        Sha256 = request.Item?.Sha256 ?? (request.Content.Sha256 is byte[] hash ? Hex.Of(hash) : null),
    };

    private static string? FileOf(ImportRequest request) => request.Item is null ? request.Content.Name : request.Item.File;
}
