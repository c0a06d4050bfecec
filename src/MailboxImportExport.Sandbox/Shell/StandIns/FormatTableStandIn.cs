using System.Management.Automation;
using Microsoft.PowerShell.Commands.Internal.Format;

namespace MailboxImportExport.Sandbox.Shell.StandIns;

/// <summary>Format-Table: parameters and layout are the engine's own.</summary>
[Cmdlet(VerbsCommon.Format, "Table")]
internal sealed class FormatTableStandIn : OuterFormatTableBase
{
    public FormatTableStandIn() => EngineInternals.UseShape(this, "Table");
}
