using System.Collections.Generic;
using System.IO;
using MailboxImportExport.Sandbox.Mapi;
using MimeKit;

namespace MailboxImportExport.Sandbox.Seed;

/// <summary>Makes attachments of the parts of an internet message.</summary>
internal static class MimeAttachment
{
    private const int ByValue = 1;
    private const int EmbeddedMessage = 5;
    private const int RenderedInBody = 4;
    private const int NotRendered = -1;

    public static AttachmentContent Of(int number, MimeEntity entity)
    {
        byte[] data = Bytes(entity);
        string name = entity.ContentDisposition?.FileName ?? entity.ContentType.Name ?? $"part{number}.{entity.ContentType.MediaSubtype}";
        List<MapiProperty> properties =
        [
            Tags.AttachNumber.With(number),
            Tags.AttachMethod.With(ByValue),
            Tags.AttachSize.With(data.Length),
            Tags.AttachData.With(data),
            Tags.AttachLongFilename.With(name),
            Tags.AttachFilename.With(name),
            Tags.AttachExtension.With(Path.GetExtension(name)),
            Tags.DisplayName.With(name),
            Tags.AttachMimeTag.With(entity.ContentType.MimeType),
            Tags.RenderingPosition.With(NotRendered),
            .. Links(entity),
        ];
        return new AttachmentContent { Properties = new PropertyBag(properties) };
    }

    public static AttachmentContent OfMessage(int number, MessageContent message) => new()
    {
        Properties = new PropertyBag(
        [
            Tags.AttachNumber.With(number),
            Tags.AttachMethod.With(EmbeddedMessage),
            Tags.DisplayName.With(message.Properties.Text(Tags.Subject) ?? string.Empty),
            Tags.AttachMimeTag.With("message/rfc822"),
            Tags.RenderingPosition.With(NotRendered),
        ]),
        Embedded = message,
    };

    private static IEnumerable<MapiProperty> Links(MimeEntity entity)
    {
        if (entity.ContentLocation is not null)
        {
            yield return Tags.AttachContentLocation.With(entity.ContentLocation.OriginalString);
        }

        if (string.IsNullOrEmpty(entity.ContentId))
        {
            yield break;
        }

        yield return Tags.AttachContentId.With(entity.ContentId);
        if (!entity.IsAttachment)
        {
            yield return Tags.AttachFlags.With(RenderedInBody);
            yield return Tags.AttachmentHidden.With(true);
        }
    }

    private static byte[] Bytes(MimeEntity entity)
    {
        using MemoryStream bytes = new();
        if (entity is MimePart { Content: not null } part)
        {
            part.Content.DecodeTo(bytes);
        }
        else
        {
            entity.WriteTo(bytes, contentOnly: true);
        }

        return bytes.ToArray();
    }
}
