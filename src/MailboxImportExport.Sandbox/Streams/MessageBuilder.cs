using System.Collections.Generic;
using MailboxImportExport.Sandbox.Mapi;

namespace MailboxImportExport.Sandbox.Streams;

/// <summary>Puts the elements of a stream together to a message. Children may come in any order; what begins must end.</summary>
internal sealed class MessageBuilder(StreamLexer lexer)
{
    // Real mail nests a handful of levels. The limit keeps a hostile stream from exhausting the stack.
    private const int MaximumDepth = 64;

    public bool IsAssociated { get; private set; }

    public MessageContent Build()
    {
        MessageContent message = ReadMessage(Marker.None, depth: 0);
        if (lexer.Read() is StreamElement extra)
        {
            throw new StreamFormatException("The stream goes on after the end of the message.", extra.Offset);
        }

        return message.Properties.Count > 0
            ? message
            : throw new StreamFormatException("The stream holds a message without any property.", 0);
    }

    private MessageContent ReadMessage(Marker end, int depth)
    {
        List<MapiProperty> properties = [];
        List<PropertyBag> recipients = [];
        List<AttachmentContent> attachments = [];
        for (StreamElement? element = lexer.Read(); element is not null; element = lexer.Read())
        {
            if (element.Property is not null)
            {
                Keep(element, properties);
                continue;
            }

            if (element.Marker == end)
            {
                return Message(properties, recipients, attachments);
            }

            switch (element.Marker)
            {
                case Marker.StartRecip:
                    recipients.Add(ReadRecipient());
                    break;
                case Marker.NewAttach:
                    attachments.Add(ReadAttachment(depth));
                    break;
                case Marker.StartMessage or Marker.StartFAIMsg when depth == 0 && end == Marker.None && properties.Count == 0:
                    IsAssociated = element.Marker == Marker.StartFAIMsg;
                    return ReadMessage(Marker.EndMessage, depth);
                default:
                    throw new StreamFormatException($"The marker {element.Marker} cannot stand here.", element.Offset);
            }
        }

        return end == Marker.None ? Message(properties, recipients, attachments) : throw NotEnded(end);
    }

    private PropertyBag ReadRecipient()
    {
        List<MapiProperty> properties = [];
        for (StreamElement? element = lexer.Read(); element is not null; element = lexer.Read())
        {
            if (element.Marker == Marker.EndToRecip)
            {
                return new PropertyBag(properties);
            }

            Keep(element, properties);
        }

        throw NotEnded(Marker.EndToRecip);
    }

    private AttachmentContent ReadAttachment(int depth)
    {
        List<MapiProperty> properties = [];
        MessageContent? embedded = null;
        for (StreamElement? element = lexer.Read(); element is not null; element = lexer.Read())
        {
            if (element.Marker == Marker.EndAttach)
            {
                return new AttachmentContent { Properties = new PropertyBag(properties), Embedded = embedded };
            }

            if (element.Marker != Marker.StartEmbed)
            {
                Keep(element, properties);
                continue;
            }

            if (depth == MaximumDepth || embedded is not null)
            {
                throw new StreamFormatException("A message cannot be embedded here.", element.Offset);
            }

            embedded = ReadMessage(Marker.EndEmbed, depth + 1);
        }

        throw NotEnded(Marker.EndAttach);
    }

    private static void Keep(StreamElement element, List<MapiProperty> properties)
    {
        if (element.Property is null)
        {
            throw new StreamFormatException($"The marker {element.Marker} cannot stand here.", element.Offset);
        }

        if (!element.IsMeta)
        {
            properties.Add(element.Property);
        }
    }

    private static MessageContent Message(List<MapiProperty> properties, List<PropertyBag> recipients, List<AttachmentContent> attachments)
        => new() { Properties = new PropertyBag(properties), Recipients = recipients, Attachments = attachments };

    private static StreamFormatException NotEnded(Marker end) => new($"The stream ends where {end} is expected.");
}
