using MailboxImportExport.FastTransfer;
using MailboxImportExport.Model;
using MailboxImportExport.Model.Mapi;

namespace MailboxImportExport.Mail;

/// <summary>Turns an item that was read into what users see.</summary>
internal static class ItemConverter
{
    private const int ReadFlag = 0x1;
    private const int UnsentFlag = 0x8;

    /// <summary>Converts an item that stands by itself.</summary>
    public static MailboxItemContent Convert(FastTransferItem item, ItemSource source, long size) => Convert(item.Message, source) with
    {
        Size = size,
        ServerVersion = item.Version?.ToString(),
        IsComplete = item.IsComplete,
        Warnings = item.Warnings.ToModel(),
    };

    /// <summary>Converts a message, with what is attached to it.</summary>
    public static MailboxItemContent Convert(ItemNode message, ItemSource source)
    {
        string? itemClass = message.Text(KnownProperties.MessageClass);
        MailboxItemAddress? sender = ItemAddresses.Sender(message);
        MailboxItemAddress? from = ItemAddresses.From(message) ?? sender;
        ItemBodies bodies = ItemBodies.Of(message);
        int? flags = message.Number(KnownProperties.MessageFlags);
        return new MailboxItemContent
        {
            Source = source.Name,
            ItemClass = itemClass,
            Subject = SubjectText.WithoutControlPrefix(message.Text(KnownProperties.Subject)),
            From = from,
            Sender = sender == from ? null : sender,
            Recipients = ItemAddresses.Recipients(message),
            ReplyTo = message.Text(KnownProperties.ReplyRecipientNames),
            Sent = message.Time(KnownProperties.ClientSubmitTime),
            Received = message.Time(KnownProperties.MessageDeliveryTime),
            Created = message.Time(KnownProperties.CreationTime),
            Modified = message.Time(KnownProperties.LastModificationTime),
            IsRead = flags is int known ? (known & ReadFlag) != 0 : null,
            IsDraft = (flags & UnsentFlag) == UnsentFlag,
            Importance = ItemKinds.Enumerated<MailboxItemLevel>(message.Number(KnownProperties.Importance)),
            Sensitivity = ItemKinds.Enumerated<MailboxItemSensitivity>(message.Number(KnownProperties.Sensitivity)),
            Flag = ItemKinds.Enumerated<MailboxItemFlag>(message.Number(KnownProperties.FlagStatus)),
            Categories = message.Texts(KnownProperties.Keywords),
            InternetMessageId = message.Text(KnownProperties.InternetMessageId),
            InReplyTo = message.Text(KnownProperties.InReplyToId),
            TransportHeaders = message.Text(KnownProperties.TransportMessageHeaders),
            TextBody = bodies.Text,
            BodyPreview = BodyPreview.Of(bodies.Text),
            HtmlBody = bodies.Html,
            Attachments = ItemAttachments.Of(message, source),
            Appointment = ItemKinds.Appointment(message, itemClass, from),
            Contact = ItemKinds.Contact(message, itemClass),
            Task = ItemKinds.Task(message, itemClass),
            Properties = PropertyValues.Of(message),
        };
    }
}
