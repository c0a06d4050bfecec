namespace MailboxImportExport.Transfer;

/// <summary>The numbers of a ledger at one moment.</summary>
internal readonly record struct LedgerCount
{
    public long Requested { get; init; }

    public long Done { get; init; }

    public long Skipped { get; init; }

    public long Gone { get; init; }

    public long Failed { get; init; }

    public long Bytes { get; init; }

    public long Ended => Done + Skipped + Gone + Failed;

    public long Pending => Requested - Ended;

    public LedgerCount Plus(LedgerCount more) => new()
    {
        Requested = Requested + more.Requested,
        Done = Done + more.Done,
        Skipped = Skipped + more.Skipped,
        Gone = Gone + more.Gone,
        Failed = Failed + more.Failed,
        Bytes = Bytes + more.Bytes,
    };
}
