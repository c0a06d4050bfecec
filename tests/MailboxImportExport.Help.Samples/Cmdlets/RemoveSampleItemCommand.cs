using System.Management.Automation;

namespace MailboxImportExport.Help.Samples.Cmdlets;

/// <summary>Removes items of a sample folder.</summary>
/// <remarks>Nothing brings them back.</remarks>
/// <returns>Nothing.</returns>
/// <example>
/// <para>Removes an item.</para>
/// <code>Get-SampleItem | Remove-SampleItem</code>
/// </example>
[Cmdlet(VerbsCommon.Remove, "SampleItem", SupportsShouldProcess = true)]
public sealed class RemoveSampleItemCommand : SampleCmdlet
{
    /// <summary>The item to remove.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public SampleItem? InputObject { get; set; }

    /// <summary>The reason, which is written down.</summary>
    [Parameter(Mandatory = true)]
    public string Reason { get; set; } = string.Empty;
}
