using System.Management.Automation;

namespace MailboxImportExport.Help.Samples.Cmdlets;

/// <summary>Not a command: PowerShell makes no object of an abstract class.</summary>
[Cmdlet(VerbsCommon.Get, "SampleNothing")]
public abstract class AbstractSampleCommand : PSCmdlet
{
}
