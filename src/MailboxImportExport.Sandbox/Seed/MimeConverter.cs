using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using MailboxImportExport.Sandbox.Mapi;
using MimeKit;
using MimeKit.Utils;

namespace MailboxImportExport.Sandbox.Seed;

/// <summary>Makes an item of an internet message, much as the service does when mail arrives.</summary>
internal sealed class MimeConverter
{
    private const int ReadFlag = 0x01;
    private const int HasAttachmentFlag = 0x10;
    private const int Utf8CodePage = 65001;
    private const int NativeText = 1;
    private const int NativeHtml = 3;

    public MessageContent Convert(MimeMessage message)
    {
        MessageParts parts = MessageParts.Of(message);
        List<PropertyBag> recipients = [.. MimeRecipients.Of(message)];
        List<AttachmentContent> attachments = [.. parts.Attachments.Select(Attachment)];
        List<MapiProperty> properties =
        [
            Tags.MessageClass.With(MessageClass(message)),
            Tags.MessageFlags.With(ReadFlag | (attachments.Count > 0 ? HasAttachmentFlag : 0)),
            Tags.Importance.With(Importance(message)),
            Tags.Sensitivity.With(0),
            Tags.TransportMessageHeaders.With(Headers(message)),
            .. MailSubject.Of(message.Subject ?? string.Empty),
            .. MimeRecipients.Originators(message),
            .. Threading(message),
            .. Times(message),
            .. Bodies(parts),
        ];
        return new MessageContent { Properties = new PropertyBag(properties), Recipients = recipients, Attachments = attachments };
    }

    private static string MessageClass(MimeMessage message) => message.Body switch
    {
        MultipartReport => "REPORT.IPM.Note.NDR",
        MimeKit.Cryptography.MultipartSigned => "IPM.Note.SMIME.MultipartSigned",
        MimeKit.Cryptography.ApplicationPkcs7Mime => "IPM.Note.SMIME",
        _ => "IPM.Note",
    };

    private static int Importance(MimeMessage message) => message.Importance switch
    {
        MessageImportance.High => 2,
        MessageImportance.Low => 0,
        _ => message.XPriority is XMessagePriority.High or XMessagePriority.Highest ? 2 : 1,
    };

    private static string Headers(MimeMessage message)
    {
        using MemoryStream bytes = new();
        message.Headers.WriteTo(bytes);
        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    private static IEnumerable<MapiProperty> Threading(MimeMessage message)
    {
        if (!string.IsNullOrEmpty(message.MessageId))
        {
            yield return Tags.InternetMessageId.With($"<{message.MessageId}>");
        }

        if (!string.IsNullOrEmpty(message.InReplyTo))
        {
            yield return Tags.InReplyToId.With($"<{message.InReplyTo}>");
        }

        if (message.References.Count > 0)
        {
            yield return Tags.InternetReferences.With(string.Join(' ', message.References.Select(static id => $"<{id}>")));
        }

        if (message.ReplyTo.Count > 0)
        {
            IEnumerable<string> names = message.ReplyTo.Mailboxes.Select(static mailbox => mailbox.Name ?? mailbox.Address);
            yield return Tags.ReplyRecipientNames.With(string.Join("; ", names));
        }
    }

    private static IEnumerable<MapiProperty> Times(MimeMessage message)
    {
        // A date that cannot be read is no date; the seed then gives the time of arrival alone.
        if (message.Headers[HeaderId.Date] is string text && DateUtils.TryParse(text, out DateTimeOffset sent) && sent.Year > 1970)
        {
            yield return Tags.ClientSubmitTime.With(sent);
            yield return Tags.MessageDeliveryTime.With(sent.AddSeconds(4));
        }
    }

    private static IEnumerable<MapiProperty> Bodies(MessageParts parts)
    {
        yield return Tags.NativeBody.With(parts.Html is null ? NativeText : NativeHtml);
        if (parts.Text is not null || parts.Html is null)
        {
            yield return Tags.Body.With(parts.Text?.Text ?? string.Empty);
        }

        if (parts.Html is not null)
        {
            yield return Tags.InternetCodepage.With(Utf8CodePage);
            yield return Tags.Html.With(Encoding.UTF8.GetBytes(parts.Html.Text));
        }
    }

    private AttachmentContent Attachment(MimeEntity entity, int number)
        => entity is MessagePart { Message: MimeMessage inner }
            ? MimeAttachment.OfMessage(number, Convert(inner))
            : MimeAttachment.Of(number, entity);
}
