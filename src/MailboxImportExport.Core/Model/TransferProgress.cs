namespace MailboxImportExport.Model;

/// <summary>How far a transfer is; reported by the services, shown by the commands.</summary>
internal sealed record TransferProgress
{
    /// <summary>What is being worked on, for example a mailbox.</summary>
    public required string Subject { get; init; }

    /// <summary>Items that were asked for so far.</summary>
    public long Requested { get; init; }

    /// <summary>Items that have ended, well or not.</summary>
    public long Ended { get; init; }

    /// <summary>Bytes of content moved.</summary>
    public long Bytes { get; init; }

    /// <summary>Whether all items that there will be have been asked for.</summary>
    public bool IsListed { get; init; }
}
