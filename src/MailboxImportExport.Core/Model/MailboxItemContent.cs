using System;
using System.Collections.Generic;
using System.Linq;
using MailboxImportExport.Model.Mapi;

namespace MailboxImportExport.Model;

/// <summary>The content of an exported item, read. Reading is best effort: Microsoft calls the format opaque.</summary>
public sealed record MailboxItemContent
{
    /// <summary>What was read: a file, or the subject of an exported item.</summary>
    public string? Source { get; init; }

    /// <summary>Message class, for example <c>IPM.Note</c>.</summary>
    public string? ItemClass { get; init; }

    /// <summary>Subject.</summary>
    public string? Subject { get; init; }

    /// <summary>Whom the item is from.</summary>
    public MailboxItemAddress? From { get; init; }

    /// <summary>Who sent it, when somebody sent it for somebody else.</summary>
    public MailboxItemAddress? Sender { get; init; }

    /// <summary>Recipients of all kinds; in a meeting, attendees.</summary>
    public IReadOnlyList<MailboxItemRecipient> Recipients { get; init; } = Array.Empty<MailboxItemRecipient>();

    /// <summary>Recipients in To.</summary>
    public IReadOnlyList<MailboxItemRecipient> To => OfKind(MailboxItemRecipientKind.To);

    /// <summary>Recipients in Cc.</summary>
    public IReadOnlyList<MailboxItemRecipient> Cc => OfKind(MailboxItemRecipientKind.Cc);

    /// <summary>Recipients in Bcc.</summary>
    public IReadOnlyList<MailboxItemRecipient> Bcc => OfKind(MailboxItemRecipientKind.Bcc);

    /// <summary>Names to which an answer goes, when that is not the sender.</summary>
    public string? ReplyTo { get; init; }

    /// <summary>When it was submitted, UTC.</summary>
    public DateTimeOffset? Sent { get; init; }

    /// <summary>When it was delivered, UTC.</summary>
    public DateTimeOffset? Received { get; init; }

    /// <summary>When it came into the mailbox that it was exported from, UTC.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>When it was last changed there, UTC.</summary>
    public DateTimeOffset? Modified { get; init; }

    /// <summary>Whether it was read.</summary>
    public bool? IsRead { get; init; }

    /// <summary>Whether it was not sent yet.</summary>
    public bool IsDraft { get; init; }

    /// <summary>Importance.</summary>
    public MailboxItemLevel? Importance { get; init; }

    /// <summary>Sensitivity.</summary>
    public MailboxItemSensitivity? Sensitivity { get; init; }

    /// <summary>Whether it is flagged.</summary>
    public MailboxItemFlag? Flag { get; init; }

    /// <summary>Categories.</summary>
    public IReadOnlyList<string> Categories { get; init; } = Array.Empty<string>();

    /// <summary>Message-ID of internet mail.</summary>
    public string? InternetMessageId { get; init; }

    /// <summary>Message-ID of the mail that it answers.</summary>
    public string? InReplyTo { get; init; }

    /// <summary>Header of internet mail, as it arrived.</summary>
    public string? TransportHeaders { get; init; }

    /// <summary>Body as plain text: what the item has, else what its HTML or rich text says.</summary>
    public string? TextBody { get; init; }

    /// <summary>The first line or two of the text.</summary>
    public string? BodyPreview { get; init; }

    /// <summary>Body as HTML: what the item has, else what its rich text was made of.</summary>
    public string? HtmlBody { get; init; }

    /// <summary>Attachments, those in the body included.</summary>
    public IReadOnlyList<MailboxItemAttachment> Attachments { get; init; } = Array.Empty<MailboxItemAttachment>();

    /// <summary>Fields of an appointment, a meeting or a meeting request; else null.</summary>
    public MailboxItemAppointment? Appointment { get; init; }

    /// <summary>Fields of a contact; else null.</summary>
    public MailboxItemContact? Contact { get; init; }

    /// <summary>Fields of a task; else null.</summary>
    public MailboxItemTask? Task { get; init; }

    /// <summary>All properties of the item itself; those of recipients and attachments come with -Raw.</summary>
    public IReadOnlyList<MapiPropertyValue> Properties { get; init; } = Array.Empty<MapiPropertyValue>();

    /// <summary>Bytes of the exported content; 0 for an attached item.</summary>
    public long Size { get; init; }

    /// <summary>The build of the server that wrote the content.</summary>
    public string? ServerVersion { get; init; }

    /// <summary>Whether all of it could be read.</summary>
    public bool IsComplete { get; init; } = true;

    /// <summary>What was odd about it.</summary>
    public IReadOnlyList<ItemStreamWarning> Warnings { get; init; } = Array.Empty<ItemStreamWarning>();

    /// <inheritdoc/>
    public override string ToString() => string.IsNullOrEmpty(Subject) ? ItemClass ?? string.Empty : Subject!;

    private IReadOnlyList<MailboxItemRecipient> OfKind(MailboxItemRecipientKind kind) => Recipients.Where(r => r.Kind == kind).ToArray();
}
