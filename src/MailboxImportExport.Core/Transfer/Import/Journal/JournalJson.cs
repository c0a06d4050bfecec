using System;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using MailboxImportExport.ItemFolder;

namespace MailboxImportExport.Transfer.Import.Journal;

/// <summary>The one place that writes and reads the JSON of a journal.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(JournalRecord))]
internal sealed partial class JournalJson : JsonSerializerContext
{
    /// <summary>One line with its end.</summary>
    public static byte[] Line(JournalRecord record) => LineWriter.Line(record, Readable.Context.JournalRecord);

    /// <summary>Reads a line; null when it is no record.</summary>
    public static JournalRecord? Parse(ReadOnlySpan<byte> line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, Default.JournalRecord);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // Apart from the generated part, whose own instance has to exist first.
    private static class Readable
    {
        // Paths in any language stay readable in the file; it is never put into a web page.
        public static readonly JournalJson Context = new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }
}
