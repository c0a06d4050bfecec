namespace MailboxImportExport.Model;

/// <summary>
/// An item that a run could not transfer, and why. It names the item as Export-MailboxItem takes it from the pipeline, so that
/// <c>$summary.Failed | Export-MailboxItem</c> tries once more.
/// </summary>
public sealed record FailedMailboxItem
{
    /// <summary>The mailbox that has the item, or had it when it was exported; null when only a file is known.</summary>
    public string? MailboxId { get; init; }

    /// <summary>The id of the item there; null when only a file is known.</summary>
    public string? ItemId { get; init; }

    /// <summary>Path of the folder that the item is in there, when it is known.</summary>
    public string? FolderPath { get; init; }

    /// <summary>Subject, when it is known.</summary>
    public string? Subject { get; init; }

    /// <summary>The file with the content that could not be imported, or null.</summary>
    public string? File { get; init; }

    /// <summary>What went wrong, by the name that the error has.</summary>
    public FailureKind Reason { get; init; }

    /// <summary>The text of the error.</summary>
    public required string Message { get; init; }

    /// <summary>The item as it was listed, when it was.</summary>
    internal MailboxItem? Item { get; init; }

    /// <summary>The exported item that could not be imported, when its content stands in a file.</summary>
    internal ExportedMailboxItem? Exported { get; init; }

    /// <summary>Where it was to go, when that is not told by the item alone; as the room knows it that imports.</summary>
    internal object? Place { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{(string.IsNullOrEmpty(Subject) ? ItemId ?? File : Subject)}: {Reason}";
}
