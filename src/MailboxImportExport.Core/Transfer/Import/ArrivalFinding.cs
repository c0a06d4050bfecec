using MailboxImportExport.Model;

namespace MailboxImportExport.Transfer.Import;

/// <summary>Whether an item has arrived whose answer was lost, and which it is.</summary>
internal sealed record ArrivalFinding(IntentFinding Finding, MailboxItem? Item)
{
    public static ArrivalFinding Missing { get; } = new(IntentFinding.Missing, null);

    public static ArrivalFinding Doubtful { get; } = new(IntentFinding.Doubtful, null);
}
