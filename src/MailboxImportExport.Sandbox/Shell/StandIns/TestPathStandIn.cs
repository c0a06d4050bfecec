using System.Management.Automation;

namespace MailboxImportExport.Sandbox.Shell.StandIns;

/// <summary>Test-Path.</summary>
[Cmdlet(VerbsDiagnostic.Test, "Path", DefaultParameterSetName = "Path")]
internal sealed class TestPathStandIn : PathStandIn
{
    protected override void ProcessRecord()
    {
        foreach (string path in Paths)
        {
            WriteObject(InvokeProvider.Item.Exists(path, force: true, literalPath: IsLiteral));
        }
    }
}
