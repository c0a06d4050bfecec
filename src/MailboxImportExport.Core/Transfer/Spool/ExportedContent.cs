using MailboxImportExport.Graph.Import;
using MailboxImportExport.Model;

namespace MailboxImportExport.Transfer.Spool;

/// <summary>Finds the content behind an exported item.</summary>
internal static class ExportedContent
{
    public static IItemContent Of(ExportedMailboxItem item) => item.Content as IItemContent ?? throw Errors.ContentReleased(item.ToString());
}
