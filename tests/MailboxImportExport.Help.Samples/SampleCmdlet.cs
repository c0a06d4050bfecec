using System.Management.Automation;

namespace MailboxImportExport.Help.Samples;

/// <summary>What all commands here have.</summary>
public abstract class SampleCmdlet : PSCmdlet
{
    /// <summary>The connection to use.</summary>
    /// <value>The connection of this session.</value>
    [Parameter]
    [ValidateNotNull]
    public object? Connection { get; set; }
}
