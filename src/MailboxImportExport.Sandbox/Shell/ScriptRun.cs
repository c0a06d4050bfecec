using System;
using System.Management.Automation;
using System.Threading.Tasks;

namespace MailboxImportExport.Sandbox.Shell;

/// <summary>One pipeline on its way through the runspace of a shell.</summary>
internal sealed class ScriptRun(StoppablePipeline running, Func<ScriptEnd, ShellResult> conclude) : IDisposable
{
    private readonly StreamRecorder _recorder = new(running.Pipeline);

    internal ShellResult Invoke()
    {
        using PSDataCollection<PSObject> noInput = NoInput();
        try
        {
            running.Pipeline.Invoke(noInput, _recorder.Output, null);
            return conclude(new(_recorder.Records, null, running.WasStopped));
        }
        catch (RuntimeException end)
        {
            return conclude(new(_recorder.Records, end, running.WasStopped || end is PipelineStoppedException));
        }
    }

    internal async Task<ShellResult> InvokeAsync()
    {
        using PSDataCollection<PSObject> noInput = NoInput();
        try
        {
            await running.Pipeline.InvokeAsync(noInput, _recorder.Output);
            return conclude(new(_recorder.Records, null, running.WasStopped));
        }
        catch (RuntimeException end)
        {
            return conclude(new(_recorder.Records, end, running.WasStopped || end is PipelineStoppedException));
        }
    }

    /// <summary>Does what Ctrl+C does, and returns when the script has ended.</summary>
    internal void Stop() => running.Stop();

    public void Dispose()
    {
        running.Dispose();
        _recorder.Output.Dispose();
    }

    private static PSDataCollection<PSObject> NoInput()
    {
        PSDataCollection<PSObject> none = [];
        none.Complete();
        return none;
    }
}
