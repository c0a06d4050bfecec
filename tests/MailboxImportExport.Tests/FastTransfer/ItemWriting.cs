using System;
using System.IO;
using MailboxImportExport.FastTransfer;
using MailboxImportExport.Model.Mapi;
using MailboxImportExport.Sandbox.Mapi;
using TheirProperty = MailboxImportExport.Sandbox.Mapi.MapiProperty;

namespace MailboxImportExport.Tests.FastTransfer;

/// <summary>Writes items of the sandbox with the writer of the module.</summary>
internal static class ItemWriting
{
    public static byte[] Write(MessageContent message, FastTransferWriterOptions? options = null)
        => Write(writer => Write(writer, message), options);

    public static byte[] Write(Action<FastTransferWriter> write, FastTransferWriterOptions? options = null)
    {
        using MemoryStream output = new();
        FastTransferWriter writer = new(output, options);
        write(writer);
        writer.Complete();
        return output.ToArray();
    }

    /// <summary>Writes what was read.</summary>
    public static byte[] Rewrite(byte[] stream, FastTransferWriterOptions? options = null)
    {
        using FastTransferItem item = StreamBytes.Read(stream);
        return Write(writer => writer.Copy(item.Message), options);
    }

    private static void Write(FastTransferWriter writer, MessageContent message)
    {
        Properties(writer, message.Properties);
        foreach (PropertyBag recipient in message.Recipients)
        {
            writer.BeginRecipient();
            Properties(writer, recipient);
            writer.End();
        }

        foreach (AttachmentContent attachment in message.Attachments)
        {
            writer.BeginAttachment();
            Properties(writer, attachment.Properties);
            if (attachment.Embedded is not null)
            {
                writer.BeginEmbedded();
                Write(writer, attachment.Embedded);
                writer.End();
            }

            writer.End();
        }
    }

    private static void Properties(FastTransferWriter writer, PropertyBag properties)
    {
        foreach (TheirProperty property in properties)
        {
            MapiPropertyId id = Agreement.Id(property.Key);
            MapiPropertyType type = (MapiPropertyType)property.Type;
            if (property.Value is Content content && type == MapiPropertyType.Binary)
            {
                using MemoryStream bytes = new(content.ToArray());
                writer.WriteProperty(id, type, bytes);
                continue;
            }

            writer.WriteProperty(id, type, Agreement.Value(property.Type, property.Value));
        }
    }
}
