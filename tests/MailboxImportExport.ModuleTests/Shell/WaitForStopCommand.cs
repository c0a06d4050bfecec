using System;
using System.Management.Automation;
using System.Threading;

namespace MailboxImportExport.ModuleTests.Shell;

/// <summary>Says that it runs, then waits until it is stopped.</summary>
[Cmdlet(VerbsLifecycle.Wait, "ForStop")]
internal sealed class WaitForStopCommand : PSCmdlet, IDisposable
{
    private readonly ManualResetEventSlim _stopped = new();

    [Parameter(Mandatory = true)]
    public ManualResetEventSlim? Running { get; set; }

    protected override void ProcessRecord()
    {
        WriteObject("before");
        Running?.Set();
        _stopped.Wait();
        WriteObject("after");
    }

    protected override void StopProcessing() => _stopped.Set();

    public void Dispose() => _stopped.Dispose();
}
