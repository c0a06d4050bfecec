using System.Management.Automation;

namespace MailboxImportExport.Sandbox.Shell.StandIns;

/// <summary>Remove-Item.</summary>
[Cmdlet(VerbsCommon.Remove, "Item", DefaultParameterSetName = "Path", SupportsShouldProcess = true)]
internal sealed class RemoveItemStandIn : PathStandIn
{
    [Parameter]
    public SwitchParameter Recurse { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    // The provider asks ShouldProcess for each item by itself.
    protected override void ProcessRecord() => InvokeProvider.Item.Remove(Paths, Recurse, Force, IsLiteral);
}
