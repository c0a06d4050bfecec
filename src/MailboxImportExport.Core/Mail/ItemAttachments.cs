using System.Collections.Generic;
using MailboxImportExport.FastTransfer;
using MailboxImportExport.Model;
using MailboxImportExport.Model.Mapi;

namespace MailboxImportExport.Mail;

/// <summary>What there is to know of attachments without reading their content.</summary>
internal static class ItemAttachments
{
    // PidTagAttachFlags, attRenderedInBody.
    private const int RenderedInBody = 0x4;

    public static IReadOnlyList<MailboxItemAttachment> Of(ItemNode message, ItemSource source)
    {
        List<MailboxItemAttachment> attachments = [];
        string? subject = SubjectText.WithoutControlPrefix(message.Text(KnownProperties.Subject));
        foreach (ItemNode attachment in message.Attachments)
        {
            attachments.Add(Convert(attachment, source.Inside(attachments.Count), subject));
        }

        return attachments;
    }

    private static MailboxItemAttachment Convert(ItemNode attachment, ItemSource source, string? subject)
    {
        ItemProperty? data = attachment.Find(KnownProperties.AttachDataBinary);
        int method = attachment.Number(KnownProperties.AttachMethod) ?? (int)MailboxItemAttachmentMethod.None;
        bool isInline = (attachment.Number(KnownProperties.AttachFlags) & RenderedInBody) == RenderedInBody || attachment.Flag(KnownProperties.AttachmentHidden) == true;
        return new MailboxItemAttachment
        {
            Name = attachment.Text(KnownProperties.AttachLongFilename) ?? attachment.Text(KnownProperties.AttachFilename) ?? attachment.Text(KnownProperties.DisplayName),
            Size = data?.Length ?? 0,
            ContentType = attachment.Text(KnownProperties.AttachMimeTag),
            ContentId = attachment.Text(KnownProperties.AttachContentId),
            Method = ItemKinds.Enumerated<MailboxItemAttachmentMethod>(method) ?? MailboxItemAttachmentMethod.None,
            IsInline = isInline,
            ReferenceUrl = attachment.Text(KnownProperties.AttachLongPathname) ?? attachment.Text(KnownProperties.AttachPathname),
            Item = attachment.Embedded is ItemNode embedded ? ItemConverter.Convert(embedded, source) : null,
            ItemSubject = subject,
            Content = source,
        };
    }
}
