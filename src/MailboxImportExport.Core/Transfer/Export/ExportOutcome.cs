using MailboxImportExport.Graph;
using MailboxImportExport.Model;

namespace MailboxImportExport.Transfer.Export;

/// <summary>How one item ended: exported, gone, or failed.</summary>
internal sealed record ExportOutcome(ExportRequest Request, ExportedMailboxItem? Item, MailboxImportExportException? Failure)
{
    /// <summary>The call that told, when it was one.</summary>
    public RequestIds? Call { get; init; }

    /// <summary>Not found at a second look: it was moved or deleted, which is nobody's fault.</summary>
    public bool IsGone => Failure?.Kind == FailureKind.ItemNotFound;
}
