using System.Collections.Generic;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace MailboxImportExport.ItemFolder;

/// <summary>The one place that writes and reads the JSON of an export folder.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ManifestRecord))]
[JsonSerializable(typeof(RunRecord))]
[JsonSerializable(typeof(LockRecord))]
[JsonSerializable(typeof(List<FolderRecord>))]
internal sealed partial class ItemFolderJson : JsonSerializerContext
{
    public static JsonTypeInfo<ManifestRecord> Manifest => Readable.Context.ManifestRecord;

    public static JsonTypeInfo<RunRecord> Run => Readable.Context.RunRecord;

    public static JsonTypeInfo<LockRecord> Lock => Readable.Context.LockRecord;

    public static JsonTypeInfo<List<FolderRecord>> Folders => Readable.Context.ListFolderRecord;

    // Apart from the generated part, whose own instance has to exist first.
    private static class Readable
    {
        // Subjects in any language stay readable in the file; it is never put into a web page.
        public static readonly ItemFolderJson Context = new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }
}
