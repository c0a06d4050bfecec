namespace MailboxImportExport.Transfer.Import;

/// <summary>How the turn of an item ended: with its import, or with something to wait for.</summary>
internal sealed record ImportStep(ImportOutcome? Outcome, ImportWait? Wait)
{
    public static implicit operator ImportStep(ImportOutcome outcome) => new(outcome, null);

    public static implicit operator ImportStep(ImportWait wait) => new(null, wait);
}
