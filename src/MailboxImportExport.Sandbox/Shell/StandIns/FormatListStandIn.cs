using System.Management.Automation;
using Microsoft.PowerShell.Commands.Internal.Format;

namespace MailboxImportExport.Sandbox.Shell.StandIns;

/// <summary>Format-List: parameters and layout are the engine's own.</summary>
[Cmdlet(VerbsCommon.Format, "List")]
internal sealed class FormatListStandIn : OuterFormatTableAndListBase
{
    public FormatListStandIn() => EngineInternals.UseShape(this, "List");
}
