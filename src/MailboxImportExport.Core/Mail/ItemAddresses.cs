using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using MailboxImportExport.FastTransfer;
using MailboxImportExport.Model;
using MailboxImportExport.Model.Mapi;

namespace MailboxImportExport.Mail;

/// <summary>Finds the addresses of persons: each person stands in several properties, and not all of them are always there.</summary>
internal static class ItemAddresses
{
    private const int LongestKey = 4096;
    private const int KindMask = 0xF;
    private const int OrganizerFlag = 0x2;
    private const string Smtp = "SMTP";

    public static MailboxItemAddress? From(ItemNode message) => Person(
        message,
        KnownProperties.SentRepresentingName,
        KnownProperties.SentRepresentingAddressType,
        KnownProperties.SentRepresentingEmailAddress,
        KnownProperties.SentRepresentingSmtpAddress,
        KnownProperties.SentRepresentingEntryId,
        KnownProperties.SentRepresentingSearchKey);

    public static MailboxItemAddress? Sender(ItemNode message) => Person(
        message,
        KnownProperties.SenderName,
        KnownProperties.SenderAddressType,
        KnownProperties.SenderEmailAddress,
        KnownProperties.SenderSmtpAddress,
        KnownProperties.SenderEntryId,
        KnownProperties.SenderSearchKey);

    public static IReadOnlyList<MailboxItemRecipient> Recipients(ItemNode message) => message.Recipients.Select(Recipient).ToArray();

    /// <summary>One of the three addresses of a contact, or null.</summary>
    public static MailboxItemAddress? OfContact(ItemNode contact, MapiPropertyId name, MapiPropertyId type, MapiPropertyId address)
        => contact.Text(address) is { Length: > 0 } text ? new MailboxItemAddress { Name = contact.Text(name), Address = text, AddressType = contact.Text(type) ?? Smtp } : null;

    private static MailboxItemRecipient Recipient(ItemNode recipient)
    {
        MailboxItemAddress? person = Person(
            recipient,
            KnownProperties.DisplayName,
            KnownProperties.AddressType,
            KnownProperties.EmailAddress,
            KnownProperties.SmtpAddress,
            KnownProperties.EntryId,
            KnownProperties.SearchKey);
        int kind = (recipient.Number(KnownProperties.RecipientType) ?? (int)MailboxItemRecipientKind.To) & KindMask;
        return new MailboxItemRecipient
        {
            Name = person?.Name,
            Address = person?.Address,
            AddressType = person?.AddressType,
            Kind = kind <= (int)MailboxItemRecipientKind.Bcc ? (MailboxItemRecipientKind)kind : MailboxItemRecipientKind.To,
            IsOrganizer = (recipient.Number(KnownProperties.RecipientFlags) & OrganizerFlag) == OrganizerFlag,
            Response = recipient.Number(KnownProperties.RecipientTrackStatus) is int status and >= 0 and <= (int)MailboxItemResponse.NotResponded ? (MailboxItemResponse)status : null,
        };
    }

    private static MailboxItemAddress? Person(
        ItemNode node,
        MapiPropertyId name,
        MapiPropertyId type,
        MapiPropertyId email,
        MapiPropertyId smtp,
        MapiPropertyId entryId,
        MapiPropertyId searchKey)
    {
        string? displayName = node.Text(name);
        string? addressType = node.Text(type);
        string? stored = node.Text(email);
        bool isSmtp = Smtp.Equals(addressType, StringComparison.OrdinalIgnoreCase);
        string? address = Present(node.Text(smtp))
            ?? (isSmtp ? Present(stored) : null)
            ?? Present(OneOffEntryId.SmtpAddress(node.Bytes(entryId, LongestKey)))
            ?? Present(FromSearchKey(node.Bytes(searchKey, LongestKey)));
        if (displayName is null && stored is null && address is null)
        {
            return null;
        }

        return new MailboxItemAddress { Name = displayName, Address = address ?? stored, AddressType = address is null ? addressType : Smtp };
    }

    // "SMTP:A@B" and a zero: in upper case, so it is the last resort.
    private static string? FromSearchKey(byte[]? key)
    {
        string text = key is null ? string.Empty : Encoding.ASCII.GetString(key).TrimEnd('\0');
        return text.StartsWith(Smtp + ":", StringComparison.OrdinalIgnoreCase) ? text.Substring(Smtp.Length + 1) : null;
    }

    private static string? Present(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
