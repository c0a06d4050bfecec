namespace MailboxImportExport.Model;

/// <summary>An item that was imported: where it is now, and where it came from.</summary>
public sealed record ImportedMailboxItem
{
    /// <summary>The mailbox that the item was imported into.</summary>
    public required string MailboxId { get; init; }

    /// <summary>The folder that it was imported into.</summary>
    public required string FolderId { get; init; }

    /// <summary>Path of that folder.</summary>
    public required string FolderPath { get; init; }

    /// <summary>The id of the new item.</summary>
    public required string ItemId { get; init; }

    /// <summary>Change key as the import named it; a listing writes it differently.</summary>
    public string? ChangeKey { get; init; }

    /// <summary>Subject, when it is known.</summary>
    public string? Subject { get; init; }

    /// <summary>Message class, when it is known.</summary>
    public string? ItemClass { get; init; }

    /// <summary>Bytes of content that were sent.</summary>
    public long Size { get; init; }

    /// <summary>The mailbox that the item was exported from, when it is known.</summary>
    public string? SourceMailboxId { get; init; }

    /// <summary>The id that the item had there, when it is known.</summary>
    public string? SourceItemId { get; init; }

    /// <summary>Path of the folder that it was in, when it is known.</summary>
    public string? SourceFolderPath { get; init; }

    /// <summary>The file that it was read from, or null.</summary>
    public string? File { get; init; }

    /// <summary>The request that made it.</summary>
    internal (string? RequestId, string? ClientRequestId)? Call { get; init; }

    /// <inheritdoc/>
    public override string ToString() => string.IsNullOrEmpty(Subject) ? ItemId : Subject!;
}
