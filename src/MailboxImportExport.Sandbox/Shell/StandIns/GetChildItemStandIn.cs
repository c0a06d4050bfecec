using System.IO;
using System.Management.Automation;

namespace MailboxImportExport.Sandbox.Shell.StandIns;

/// <summary>Get-ChildItem.</summary>
[Cmdlet(VerbsCommon.Get, "ChildItem", DefaultParameterSetName = "Path")]
internal sealed class GetChildItemStandIn : PathStandIn
{
    [Parameter(Position = 1)]
    public string? Filter { get; set; }

    [Parameter]
    public SwitchParameter Recurse { get; set; }

    [Parameter]
    public SwitchParameter File { get; set; }

    [Parameter]
    public SwitchParameter Directory { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    protected override void ProcessRecord()
    {
        WildcardPattern? filter = Filter is null ? null : WildcardPattern.Get(Filter, WildcardOptions.IgnoreCase);
        foreach (PSObject item in InvokeProvider.ChildItem.Get(Paths.Length == 0 ? ["."] : Paths, Recurse, Force, IsLiteral))
        {
            bool wanted = (!File || item.BaseObject is FileInfo)
                && (!Directory || item.BaseObject is DirectoryInfo)
                && (filter is null || (item.BaseObject is FileSystemInfo entry && filter.IsMatch(entry.Name)));
            if (wanted)
            {
                WriteObject(item);
            }
        }
    }
}
