using System.Collections.Generic;
using System.Linq;
using MimeKit;

namespace MailboxImportExport.Sandbox.Seed;

/// <summary>Which parts of a message are its bodies and which are its attachments: everything that is no body.</summary>
internal sealed record MessageParts(TextPart? Text, TextPart? Html, IReadOnlyList<MimeEntity> Attachments)
{
    public static MessageParts Of(MimeMessage message)
    {
        List<MimeEntity> parts = [.. message.BodyParts];
        TextPart? text = parts.OfType<TextPart>().FirstOrDefault(static part => part.IsPlain && !part.IsAttachment);
        TextPart? html = parts.OfType<TextPart>().FirstOrDefault(static part => part.IsHtml && !part.IsAttachment);
        return new MessageParts(text, html, [.. parts.Where(part => part != text && part != html)]);
    }
}
