using System;

namespace MailboxImportExport.Model;

/// <summary>
/// An exported item: what is known of it, and a handle on its content, which is held by the module or stands in a file.
/// It names where it came from, never where it should go.
/// </summary>
public sealed record ExportedMailboxItem
{
    /// <summary>The mailbox that the item was exported from.</summary>
    public required string SourceMailboxId { get; init; }

    /// <summary>The folder that the item was in.</summary>
    public string? SourceFolderId { get; init; }

    /// <summary>Path of that folder.</summary>
    public string? SourceFolderPath { get; init; }

    /// <summary>The id that the item had.</summary>
    public required string SourceItemId { get; init; }

    /// <summary>Change key of the version that was exported, as the export named it.</summary>
    public string? ChangeKey { get; init; }

    /// <summary>Message class, when it is known.</summary>
    public string? ItemClass { get; init; }

    /// <summary>Subject, when it is known.</summary>
    public string? Subject { get; init; }

    /// <summary>Display name of the sender, when it is known.</summary>
    public string? Sender { get; init; }

    /// <summary>When the item was delivered, UTC, when it is known.</summary>
    public DateTimeOffset? Received { get; init; }

    /// <summary>Bytes of the exported content.</summary>
    public long Size { get; init; }

    /// <summary>SHA-256 of the exported content, hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The file that holds the content, or null when the module holds it.</summary>
    public string? File { get; init; }

    /// <summary>The listed item, when there was one.</summary>
    internal MailboxItem? Item { get; init; }

    /// <summary>What makes it the same item as another, when its export recorded that.</summary>
    internal ItemIdentity? Identity { get; init; }

    /// <summary>When it was created, UTC, when its export recorded that.</summary>
    internal DateTimeOffset? Created { get; init; }

    /// <summary>The run that exported it, when it was one of this process.</summary>
    internal ExportOrigin? Origin { get; init; }

    /// <summary>The content, as the room that holds it knows it.</summary>
    internal object? Content { get; init; }

    /// <inheritdoc/>
    public override string ToString() => string.IsNullOrEmpty(Subject) ? SourceItemId : Subject!;
}
