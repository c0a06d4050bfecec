namespace MailboxImportExport.Model;

/// <summary>One item that was added to a folder, has changed in it, or was removed from it.</summary>
public sealed record MailboxItemChange
{
    /// <summary>
    /// What has happened. The service does not tell new items from changed ones: Added are those that were created since about the last
    /// round, so that an item that was moved here is Changed.
    /// </summary>
    public required MailboxChangeKind ChangeKind { get; init; }

    /// <summary>The mailbox that the item is in, or was.</summary>
    public required string MailboxId { get; init; }

    /// <summary>The folder that the item is in, or was.</summary>
    public required string FolderId { get; init; }

    /// <summary>Path of that folder.</summary>
    public required string FolderPath { get; init; }

    /// <summary>The id of the item.</summary>
    public required string ItemId { get; init; }

    /// <summary>
    /// The item, without subject, sender and the other properties that the service does not give with changes; null when it was removed.
    /// </summary>
    public MailboxItem? Item { get; init; }

    /// <summary>Why it was removed, in the word of the service: <c>deleted</c> or <c>changed</c>.</summary>
    public string? Reason { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{ChangeKind}: {FolderPath}: {ItemId}";
}
