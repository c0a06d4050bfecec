namespace MailboxImportExport.Model;

/// <summary>An attachment of an item. Its content stays where the item is until it is saved.</summary>
public sealed record MailboxItemAttachment
{
    /// <summary>File name as the sender wrote it; it may be anything and is made safe when the attachment is saved.</summary>
    public string? Name { get; init; }

    /// <summary>Bytes of the content; 0 for an attached item.</summary>
    public long Size { get; init; }

    /// <summary>MIME type as the sender wrote it.</summary>
    public string? ContentType { get; init; }

    /// <summary>Content id, by which HTML refers to an image.</summary>
    public string? ContentId { get; init; }

    /// <summary>What it is.</summary>
    public MailboxItemAttachmentMethod Method { get; init; }

    /// <summary>Whether it is shown in the body and not in the list of attachments.</summary>
    public bool IsInline { get; init; }

    /// <summary>The address of a file that is elsewhere.</summary>
    public string? ReferenceUrl { get; init; }

    /// <summary>The item, when an item is attached.</summary>
    public MailboxItemContent? Item { get; init; }

    /// <summary>Subject of the item that it belongs to.</summary>
    public string? ItemSubject { get; init; }

    /// <summary>Where its content is, as the room that reads it knows it.</summary>
    internal object? Content { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Name ?? Item?.ToString() ?? string.Empty;
}
