using System.Threading.Tasks;

namespace MailboxImportExport.Sandbox.Shell;

/// <summary>A script that runs while its caller goes on.</summary>
internal sealed class RunningScript
{
    private readonly ScriptRun _run;

    internal RunningScript(ScriptRun run)
    {
        _run = run;
        Completion = CompleteAsync();
    }

    /// <summary>Ends with the result, whether the script came to its end, failed or was stopped.</summary>
    internal Task<ShellResult> Completion { get; }

    /// <summary>Does what Ctrl+C does, and returns when the script has ended; nothing when it has ended already.</summary>
    internal void Stop()
    {
        if (!Completion.IsCompleted)
        {
            _run.Stop();
        }
    }

    private async Task<ShellResult> CompleteAsync()
    {
        using ScriptRun run = _run;
        return await run.InvokeAsync();
    }
}
