using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;

namespace MailboxImportExport.Sandbox.Shell.StandIns;

/// <summary>Export-Csv: the columns are the properties of the first object; every field is in quotes.</summary>
[Cmdlet(VerbsData.Export, "Csv")]
internal sealed class ExportCsvStandIn : PSCmdlet, IDisposable
{
    private StreamWriter? _file;
    private string[] _columns = [];

    [Parameter(Mandatory = true, Position = 0)]
    [Alias("LiteralPath", "PSPath")]
    public string Path { get; set; } = string.Empty;

    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    // Accepted because scripts for Windows PowerShell 5.1 say it; there is never a type line.
    [Parameter]
    public SwitchParameter NoTypeInformation { get; set; }

    protected override void BeginProcessing() => _file = new StreamWriter(GetUnresolvedProviderPathFromPSPath(Path)) { NewLine = "\n" };

    protected override void ProcessRecord()
    {
        if (InputObject is null)
        {
            return;
        }

        if (_columns.Length == 0)
        {
            _columns = [.. InputObject.Properties.Select(property => property.Name)];
            WriteLine(_columns);
        }

        WriteLine(_columns.Select(column => Text(InputObject.Properties[column]?.Value)));
    }

    protected override void EndProcessing() => Dispose();

    public void Dispose() => _file?.Dispose();

    // As the real command, which writes the text that a list makes of itself: for most, no more than its type.
    private static string? Text(object? value) => value is IEnumerable and not string ? value.ToString() : LanguagePrimitives.ConvertTo<string>(value);

    private void WriteLine(IEnumerable<string?> fields) => _file?.WriteLine(
        string.Join(',', fields.Select(field => field is null ? null : $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")));
}
