namespace MailboxImportExport.Model;

/// <summary>A recipient of an item, or an attendee of a meeting.</summary>
public sealed record MailboxItemRecipient
{
    /// <summary>Display name.</summary>
    public string? Name { get; init; }

    /// <summary>SMTP address, else the address of another kind that the item has.</summary>
    public string? Address { get; init; }

    /// <summary>Kind of the address: <c>SMTP</c>, or <c>EX</c> for a name inside of Exchange of which the item has no SMTP address.</summary>
    public string? AddressType { get; init; }

    /// <summary>To, Cc or Bcc.</summary>
    public MailboxItemRecipientKind Kind { get; init; }

    /// <summary>Whether the recipient is the organizer of the meeting.</summary>
    public bool IsOrganizer { get; init; }

    /// <summary>What an attendee answered; null where nobody was asked.</summary>
    public MailboxItemResponse? Response { get; init; }

    /// <inheritdoc/>
    public override string ToString() => new MailboxItemAddress { Name = Name, Address = Address }.ToString();
}
