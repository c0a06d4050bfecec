using System.Collections.ObjectModel;
using System.IO;
using System.Management.Automation;

namespace MailboxImportExport.Sandbox.Shell.StandIns;

/// <summary>Get-Content: the lines of a file, or with -Raw its text.</summary>
[Cmdlet(VerbsCommon.Get, "Content", DefaultParameterSetName = "Path")]
internal sealed class GetContentStandIn : PathStandIn
{
    [Parameter]
    public SwitchParameter Raw { get; set; }

    protected override void ProcessRecord()
    {
        foreach (string path in Paths)
        {
            Collection<string> files = IsLiteral ? [GetUnresolvedProviderPathFromPSPath(path)] : GetResolvedProviderPathFromPSPath(path, out _);
            foreach (string file in files)
            {
                Write(file);
            }
        }
    }

    private void Write(string file)
    {
        if (!File.Exists(file))
        {
            WriteError(new ErrorRecord(new ItemNotFoundException($"Cannot find path '{file}' because it does not exist."), "PathNotFound", ErrorCategory.ObjectNotFound, file));
        }
        else if (!Raw)
        {
            WriteObject(File.ReadLines(file), enumerateCollection: true);
        }
        else if (new FileInfo(file).Length > 0)
        {
            WriteObject(File.ReadAllText(file));
        }
    }
}
