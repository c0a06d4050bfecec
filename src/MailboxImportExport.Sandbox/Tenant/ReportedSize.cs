using MailboxImportExport.Sandbox.Mapi;

namespace MailboxImportExport.Sandbox.Tenant;

/// <summary>The size a listing says: the store counts its own way, and the exported stream is never as long.</summary>
internal static class ReportedSize
{
    private const int RowOverhead = 1213;

    // Bodies and attachments are said to be kept compressed, which the number follows for all but tiny items.
    private const double Kept = 0.83;

    public static long Of(MessageContent content) => RowOverhead + (long)(content.Size() * Kept);
}
