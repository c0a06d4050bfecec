using System;
using System.Collections.Generic;
using System.Management.Automation;

namespace MailboxImportExport.ModuleTests.Shell;

/// <summary>Writes numbers and keeps a diary of its life.</summary>
[Cmdlet(VerbsCommon.Get, "Numbered")]
internal sealed class GetNumberedCommand : PSCmdlet, IDisposable
{
    [Parameter(Mandatory = true)]
    public int Count { get; set; }

    [Parameter(Mandatory = true)]
    [AllowEmptyCollection]
    public List<string>? Diary { get; set; }

    protected override void ProcessRecord()
    {
        for (int i = 1; i <= Count; i++)
        {
            Diary?.Add($"write {i}");
            WriteObject(i);
        }
    }

    protected override void EndProcessing() => Diary?.Add("end");

    public void Dispose() => Diary?.Add("disposed");
}
