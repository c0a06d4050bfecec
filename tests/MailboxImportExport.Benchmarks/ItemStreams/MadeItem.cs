using System;
using System.IO;
using System.Text;
using MailboxImportExport.FastTransfer;
using MailboxImportExport.Model.Mapi;

namespace MailboxImportExport.Benchmarks.ItemStreams;

/// <summary>Writes items to measure with: mail with the properties that mail has, and an attachment when it is asked for.</summary>
internal static class MadeItem
{
    private const int TypeOfTo = 1;
    private const int AttachedByValue = 1;
    private const int OtherProperties = 60;
    private static readonly DateTimeOffset Time = new(2024, 2, 29, 12, 0, 0, TimeSpan.Zero);
    private static readonly Guid OtherSet = new("8ECCC264-6880-4EBE-992F-8888D2EEAA1D");

    /// <summary>Writes an item.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="seed">What tells it from others.</param>
    /// <param name="textLength">Characters of its text.</param>
    /// <param name="attachment">The bytes of its attachment, or null.</param>
    public static void Write(Stream output, int seed, int textLength, Stream? attachment)
    {
        FastTransferWriter writer = new(output);
        writer.WriteProperty(KnownProperties.MessageClass, MapiPropertyType.String, "IPM.Note");
        writer.WriteProperty(KnownProperties.Subject, MapiPropertyType.String, $"Item {seed}");
        writer.WriteProperty(KnownProperties.ClientSubmitTime, MapiPropertyType.Time, Time.AddMinutes(seed));
        writer.WriteProperty(KnownProperties.SenderName, MapiPropertyType.String, "Adele Vance");
        writer.WriteProperty(KnownProperties.SenderSmtpAddress, MapiPropertyType.String, "adele@contoso.example");
        writer.WriteProperty(KnownProperties.MessageDeliveryTime, MapiPropertyType.Time, Time.AddMinutes(seed + 1));
        writer.WriteProperty(KnownProperties.MessageFlags, MapiPropertyType.Integer32, 1);
        writer.WriteProperty(KnownProperties.Html, MapiPropertyType.Binary, Encoding.UTF8.GetBytes($"<p>{new string('x', textLength)}</p>"));
        writer.WriteProperty(KnownProperties.SearchKey, MapiPropertyType.Binary, BitConverter.GetBytes((long)seed));
        for (uint number = 0; number < OtherProperties; number++)
        {
            writer.WriteProperty(new MapiPropertyId(new MapiPropertyName(OtherSet, 0x9000 + number)), MapiPropertyType.String, $"value {number}");
        }

        WriteRecipient(writer);
        if (attachment is not null)
        {
            WriteAttachment(writer, attachment);
        }

        writer.Complete();
    }

    private static void WriteRecipient(FastTransferWriter writer)
    {
        writer.BeginRecipient();
        writer.WriteProperty(KnownProperties.Rowid, MapiPropertyType.Integer32, 0);
        writer.WriteProperty(KnownProperties.RecipientType, MapiPropertyType.Integer32, TypeOfTo);
        writer.WriteProperty(KnownProperties.DisplayName, MapiPropertyType.String, "Bruno Schmidt");
        writer.WriteProperty(KnownProperties.SmtpAddress, MapiPropertyType.String, "bruno@contoso.example");
        writer.End();
    }

    private static void WriteAttachment(FastTransferWriter writer, Stream attachment)
    {
        writer.BeginAttachment();
        writer.WriteProperty(KnownProperties.AttachNumber, MapiPropertyType.Integer32, 0);
        writer.WriteProperty(KnownProperties.AttachMethod, MapiPropertyType.Integer32, AttachedByValue);
        writer.WriteProperty(KnownProperties.AttachLongFilename, MapiPropertyType.String, "large.bin");
        writer.WriteProperty(KnownProperties.AttachDataBinary, MapiPropertyType.Binary, attachment);
        writer.End();
    }
}
