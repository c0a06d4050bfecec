using System.Collections.Generic;
using System.IO;
using System.Management.Automation;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace MailboxImportExport.Sandbox.Shell.StandIns;

/// <summary>ConvertTo-Json.</summary>
[Cmdlet(VerbsData.ConvertTo, "Json")]
internal sealed class ConvertToJsonStandIn : PSCmdlet
{
    private readonly List<object?> _items = [];

    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [AllowNull]
    public object? InputObject { get; set; }

    [Parameter]
    [ValidateRange(0, 100)]
    public int Depth { get; set; } = 2;

    [Parameter]
    public SwitchParameter Compress { get; set; }

    [Parameter]
    public SwitchParameter AsArray { get; set; }

    protected override void ProcessRecord() => _items.Add(InputObject);

    protected override void EndProcessing()
    {
        using MemoryStream buffer = new();
        JsonWriterOptions options = new() { Indented = !Compress, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };
        using (Utf8JsonWriter writer = new(buffer, options))
        {
            object? whole = _items.Count == 1 && !AsArray ? _items[0] : _items;
            JsonValueWriter.Write(writer, whole, Depth);
        }

        WriteObject(Encoding.UTF8.GetString(buffer.ToArray()));
    }
}
