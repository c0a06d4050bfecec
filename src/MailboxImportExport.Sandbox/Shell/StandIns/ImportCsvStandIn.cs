using System.Management.Automation;
using Microsoft.VisualBasic.FileIO;

namespace MailboxImportExport.Sandbox.Shell.StandIns;

/// <summary>Import-Csv: the first line names the properties.</summary>
[Cmdlet(VerbsData.Import, "Csv")]
internal sealed class ImportCsvStandIn : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Alias("LiteralPath", "PSPath")]
    public string Path { get; set; } = string.Empty;

    protected override void ProcessRecord()
    {
        using TextFieldParser file = new(GetUnresolvedProviderPathFromPSPath(Path));
        file.SetDelimiters(",");
        file.TrimWhiteSpace = false;
        string[] columns = file.ReadFields() ?? [];
        while (file.ReadFields() is string[] fields)
        {
            PSObject row = new();
            for (int i = 0; i < columns.Length; i++)
            {
                row.Properties.Add(new PSNoteProperty(columns[i], i < fields.Length ? fields[i] : null));
            }

            WriteObject(row);
        }
    }
}
