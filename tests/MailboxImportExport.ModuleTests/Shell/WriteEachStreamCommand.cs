using System;
using System.Management.Automation;

namespace MailboxImportExport.ModuleTests.Shell;

/// <summary>Writes once to each stream.</summary>
[Cmdlet(VerbsCommunications.Write, "EachStream")]
internal sealed class WriteEachStreamCommand : PSCmdlet
{
    protected override void ProcessRecord()
    {
        WriteVerbose("first");
        WriteObject("second");
        WriteWarning("third");
        WriteError(new ErrorRecord(new InvalidOperationException("fourth"), "Fourth", ErrorCategory.InvalidOperation, "target"));
        WriteProgress(new ProgressRecord(1, "fifth", "at work"));
        WriteInformation("sixth", ["Tag"]);
        WriteDebug("seventh");
        WriteObject("eighth");
    }
}
