using System.Linq;
using MailboxImportExport.Sandbox.Graph.Items;
using MailboxImportExport.Sandbox.Mapi;

namespace MailboxImportExport.Sandbox.Import;

/// <summary>What of an imported message is kept: all but what the store says for itself.</summary>
internal static class ImportedContent
{
    private const ushort FirstInternalId = 0x6600;
    private const ushort LastInternalId = 0x67FF;

    public static MessageContent Of(MessageContent message) => WithoutInternal(message) with
    {
        Properties = message.Properties.Without(static property => ItemProperties.IsComputed(property) || IsInternal(property)),
    };

    private static MessageContent WithoutInternal(MessageContent message) => message with
    {
        Properties = message.Properties.Without(IsInternal),
        Attachments = [.. message.Attachments.Select(static attachment => attachment.Embedded is null
            ? attachment
            : new AttachmentContent { Properties = attachment.Properties, Embedded = WithoutInternal(attachment.Embedded) })],
    };

    /// <summary>Numbers of one store, which mean nothing in another.</summary>
    private static bool IsInternal(MapiProperty property)
        => property.Key.Id is >= FirstInternalId and <= LastInternalId
            || property.Key == Tags.Access.Key
            || property.Key == Tags.AccessLevel.Key;
}
