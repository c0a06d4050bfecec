namespace MailboxImportExport.Transfer.Import.Journal;

/// <summary>Where an item that is imported comes from: a version of an item of a mailbox, or a file of which nothing more is known.</summary>
internal sealed record JournalSource
{
    public string? MailboxId { get; init; }

    public string? ItemId { get; init; }

    public string? ChangeKey { get; init; }

    /// <summary>Full path, of a file only.</summary>
    public string? File { get; init; }

    /// <summary>SHA-256 of its content, of a file only.</summary>
    public string? Sha256 { get; init; }
}
