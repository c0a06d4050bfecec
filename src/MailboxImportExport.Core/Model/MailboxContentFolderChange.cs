namespace MailboxImportExport.Model;

/// <summary>One folder that was added to a mailbox, has changed in it, or was removed from it.</summary>
public sealed record MailboxContentFolderChange
{
    /// <summary>What has happened.</summary>
    public required MailboxChangeKind ChangeKind { get; init; }

    /// <summary>The mailbox that the folder is in, or was.</summary>
    public required string MailboxId { get; init; }

    /// <summary>The id of the folder.</summary>
    public required string FolderId { get; init; }

    /// <summary>Path of the folder; of one that was removed the last that was known.</summary>
    public string? Path { get; init; }

    /// <summary>Path of the folder when it was told of before, where that was another.</summary>
    public string? OldPath { get; init; }

    /// <summary>The folder; null when it was removed.</summary>
    public MailboxContentFolder? Folder { get; init; }

    /// <summary>Why it was removed, in the word of the service: <c>deleted</c> or <c>changed</c>.</summary>
    public string? Reason { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{ChangeKind}: {Path ?? FolderId}";
}
