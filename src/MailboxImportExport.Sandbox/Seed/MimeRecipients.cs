using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using MailboxImportExport.Sandbox.Mapi;
using MimeKit;

namespace MailboxImportExport.Sandbox.Seed;

/// <summary>Makes the rows of recipients and the sender properties from the addresses of an internet message.</summary>
internal static class MimeRecipients
{
    private const string Smtp = "SMTP";
    private const int MailUser = 6;
    private static readonly byte[] OneOffHead = Convert.FromHexString("00000000812B1FA4BEA310199D6E00DD010F540200000190");

    public static IEnumerable<PropertyBag> Of(MimeMessage message)
    {
        (InternetAddressList Addresses, int Type)[] lists = [(message.To, 1), (message.Cc, 2), (message.Bcc, 3)];
        return lists
            .SelectMany(static list => list.Addresses.Mailboxes.Select(mailbox => (mailbox, list.Type)))
            .Select(static (pair, row) => Of(row, pair.Type, pair.mailbox.Name ?? pair.mailbox.Address, pair.mailbox.Address));
    }

    public static PropertyBag Of(int row, int type, string name, string address) => new(
    [
        Tags.RowId.With(row),
        Tags.RecipientType.With(type),
        Tags.DisplayName.With(name),
        Tags.AddressType.With(Smtp),
        Tags.EmailAddress.With(address),
        Tags.SmtpAddress.With(address),
        Tags.EntryId.With(OneOff(name, address)),
        Tags.ObjectType.With(MailUser),
        Tags.DisplayType.With(0),
        Tags.SendRichInfo.With(false),
    ]);

    public static IEnumerable<MapiProperty> Originators(MimeMessage message)
    {
        MailboxAddress? from = message.From.Mailboxes.FirstOrDefault() ?? message.Sender;
        return from is null ? [] : Originators(message.Sender ?? from, from);
    }

    public static IEnumerable<MapiProperty> Originators(MailboxAddress sender, MailboxAddress from) =>
    [
        Tags.SenderName.With(sender.Name ?? sender.Address),
        Tags.SenderAddressType.With(Smtp),
        Tags.SenderEmailAddress.With(sender.Address),
        Tags.SenderSmtpAddress.With(sender.Address),
        Tags.SentRepresentingName.With(from.Name ?? from.Address),
        Tags.SentRepresentingAddressType.With(Smtp),
        Tags.SentRepresentingEmailAddress.With(from.Address),
        Tags.SentRepresentingSmtpAddress.With(from.Address),
    ];

    /// <summary>The entry id of somebody who is in no address book: it holds name and address itself.</summary>
    private static byte[] OneOff(string name, string address)
        => [.. OneOffHead, .. Encoding.Unicode.GetBytes($"{name}\0{Smtp}\0{address}\0")];
}
