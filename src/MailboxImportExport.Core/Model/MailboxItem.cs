using System;
using System.Collections.Generic;

namespace MailboxImportExport.Model;

/// <summary>One item of a mailbox as a listing shows it; its content stays where it is.</summary>
public sealed record MailboxItem
{
    /// <summary>The mailbox that the item is in.</summary>
    public required string MailboxId { get; init; }

    /// <summary>The folder that the item is in.</summary>
    public required string FolderId { get; init; }

    /// <summary>Path of that folder.</summary>
    public required string FolderPath { get; init; }

    /// <summary>The id of the item; letter case counts.</summary>
    public required string ItemId { get; init; }

    /// <summary>Changes with every version of the item.</summary>
    public string? ChangeKey { get; init; }

    /// <summary>Message class, for example <c>IPM.Note</c>.</summary>
    public string? ItemClass { get; init; }

    /// <summary>Size in bytes as the service reports it. What an export of the item takes can be many times that.</summary>
    public long Size { get; init; }

    /// <summary>Subject of the item.</summary>
    public string? Subject { get; init; }

    /// <summary>Display name of the sender.</summary>
    public string? Sender { get; init; }

    /// <summary>SMTP address of the sender.</summary>
    public string? SenderAddress { get; init; }

    /// <summary>When the item was delivered, UTC.</summary>
    public DateTimeOffset? Received { get; init; }

    /// <summary>When the item was submitted, UTC.</summary>
    public DateTimeOffset? Sent { get; init; }

    /// <summary>When the item came into this mailbox, UTC.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>When the item was last changed, UTC.</summary>
    public DateTimeOffset? Modified { get; init; }

    /// <summary>Whether the item is marked as read; null when the service does not say.</summary>
    public bool? IsRead { get; init; }

    /// <summary>Whether the item has attachments that are shown as such; null when the service does not say.</summary>
    public bool? HasAttachment { get; init; }

    /// <summary>Categories of the item.</summary>
    public IReadOnlyList<string> Categories { get; init; } = Array.Empty<string>();

    /// <summary>Search key, which survives export and import; base64.</summary>
    public string? SearchKey { get; init; }

    /// <summary>Values of the properties that were asked for with <c>-Property</c>, by name.</summary>
    public IReadOnlyDictionary<string, object?> Properties { get; init; } = NoProperties;

    internal static IReadOnlyDictionary<string, object?> NoProperties { get; } = new Dictionary<string, object?>();

    /// <summary>The time of the item: delivery, else submission, else creation.</summary>
    public DateTimeOffset? Time => Received ?? Sent ?? Created;

    /// <summary>That folder itself, shared by its items.</summary>
    internal MailboxContentFolder? Folder { get; init; }

    /// <inheritdoc/>
    public override string ToString() => string.IsNullOrEmpty(Subject) ? ItemId : Subject!;
}
