using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using MailboxImportExport.ItemFolder;

namespace MailboxImportExport.Transfer.Log;

/// <summary>How lines of a log are written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(TransferLogRecord))]
internal sealed partial class TransferLogJson : JsonSerializerContext
{
    public static byte[] Line(TransferLogRecord record) => LineWriter.Line(record, Readable.Context.TransferLogRecord);

    // Apart from the generated part, whose own instance has to exist first.
    private static class Readable
    {
        // Names of folders in any language stay readable in the file; it is never put into a web page.
        public static readonly TransferLogJson Context = new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }
}
