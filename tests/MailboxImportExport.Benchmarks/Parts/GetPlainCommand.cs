using System.Management.Automation;

namespace MailboxImportExport.Benchmarks.Parts;

/// <summary>The command of a module that is one assembly.</summary>
[Cmdlet(VerbsCommon.Get, "Plain")]
[OutputType(typeof(string))]
public sealed class GetPlainCommand : PSCmdlet
{
    /// <inheritdoc/>
    protected override void ProcessRecord() => WriteObject("plain");
}
