using System;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Threading;

namespace MailboxImportExport.Sandbox.Shell;

/// <summary>
/// A PowerShell session in this process, with a scripted user before it. Only the commands of Microsoft.PowerShell.Core exist,
/// with <see cref="HostedShellOptions.WithUtilityStandIns"/> some more. One script runs at a time; shells are independent of
/// each other. The first shell of a process takes half a second, later ones about ten milliseconds, <see cref="Reset"/> one.
/// </summary>
internal sealed class HostedShell : IDisposable
{
    private readonly ScriptedAnswers _answers = new();
    private readonly ConsoleText _console;
    private readonly Runspace _runspace;
    private StoppablePipeline? _current;

    static HostedShell()
    {
        // Read once by the engine when its first runspace opens.
        Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");
        Environment.SetEnvironmentVariable("POWERSHELL_UPDATECHECK", "Off");
    }

    internal HostedShell(HostedShellOptions? options = null)
    {
        options ??= new HostedShellOptions();
        _console = new ConsoleText(options.Echo);
        _runspace = RunspaceFactory.CreateRunspace(new ScriptedHost(new ScriptedUserInterface(_console, _answers)), CreateState(options));
        _runspace.ThreadOptions = PSThreadOptions.ReuseThread;
        _runspace.Open();
        StartThread();
    }

    /// <summary>Runs a script to its end.</summary>
    /// <param name="script">What a user would type; several lines are one script.</param>
    /// <param name="variables">Variables that the session has from now on.</param>
    internal ShellResult Run(string script, params (string Name, object? Value)[] variables)
    {
        using ScriptRun run = Begin(script, variables);
        return run.Invoke();
    }

    /// <summary>Starts a script and returns at once.</summary>
    internal RunningScript StartAsync(string script, params (string Name, object? Value)[] variables) => new(Begin(script, variables));

    /// <summary>Does what Ctrl+C does to the script that runs; called from another thread.</summary>
    internal void Stop() => Volatile.Read(ref _current)?.Stop();

    /// <summary>Types one line at the prompt and gives what the window then shows, prompt and line included.</summary>
    internal string RunAsUser(string line)
    {
        _console.Take();
        _console.WriteLine("PS> " + line);
        using StoppablePipeline running = Announce(CreatePipeline().AddScript(line));

        // As the console does: errors go through the formatter with the output, so that they appear where they happened.
        running.Pipeline.Commands.Commands[0].MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        running.Pipeline.AddCommand("Out-Default");
        try
        {
            running.Pipeline.Invoke();
        }
        catch (PipelineStoppedException)
        {
            // Shown below: whether this comes at all when a line is stopped depends on what ran at that moment.
        }
        catch (RuntimeException failure)
        {
            Show([[nameof(ShellStream.Error), ShellResult.RecordOf(failure)]]);
        }

        if (running.WasStopped)
        {
            _console.WriteLine("^C");
        }

        Volatile.Write(ref _current, null);
        return _console.Take();
    }

    /// <summary>Lets the user answer a coming prompt: a label or hot key of a choice, a line, empty text for the default.</summary>
    internal void Answer(string answer) => _answers.Add(answer);

    /// <summary>Lets the user answer a coming prompt for a credential.</summary>
    internal void Answer(PSCredential answer) => _answers.Add(answer);

    /// <summary>Forgets variables, location and answers. Imported modules and defined functions stay.</summary>
    internal void Reset()
    {
        _runspace.ResetRunspaceState();
        _answers.Clear();
        _console.Take();
    }

    public void Dispose() => _runspace.Dispose();

    private static InitialSessionState CreateState(HostedShellOptions options)
    {
        InitialSessionState state = InitialSessionState.CreateDefault2();
        if (OperatingSystem.IsWindows())
        {
            state.ExecutionPolicy = Microsoft.PowerShell.ExecutionPolicy.Bypass;
        }

        if (options.WithUtilityStandIns)
        {
            UtilityStandIns.AddTo(state);
        }

        options.Configure?.Invoke(state);
        return state;
    }

    // The thread of the session takes the culture of whoever runs its first line, not that of the host.
    private void StartThread()
    {
        CultureInfo culture = CultureInfo.CurrentCulture;
        CultureInfo userInterfaceCulture = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentCulture = ScriptedHost.English;
            CultureInfo.CurrentUICulture = ScriptedHost.English;
            using PowerShell first = CreatePipeline().AddScript("$null");
            first.Invoke();
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
            CultureInfo.CurrentUICulture = userInterfaceCulture;
        }
    }

    private PowerShell CreatePipeline()
    {
        PowerShell pipeline = PowerShell.Create();
        pipeline.Runspace = _runspace;
        return pipeline;
    }

    private ScriptRun Begin(string script, (string Name, object? Value)[] variables)
    {
        foreach ((string name, object? value) in variables)
        {
            _runspace.SessionStateProxy.SetVariable(name, value);
        }

        return new ScriptRun(Announce(CreatePipeline().AddScript(script)), Conclude);
    }

    private StoppablePipeline Announce(PowerShell pipeline)
    {
        StoppablePipeline running = new(pipeline);
        Volatile.Write(ref _current, running);
        return running;
    }

    private ShellResult Conclude(ScriptEnd end)
    {
        Volatile.Write(ref _current, null);
        _console.Take();
        return new(end, _answers.TakeAsked(), Render);
    }

    private string Render(ShellResult result)
    {
        object?[][] shown = [.. result.Records.Select(record => new[] { record.Stream.ToString(), record.Value })];
        Show(result.TerminatingError is null ? shown : [.. shown, [nameof(ShellStream.Error), result.TerminatingError]]);
        return _console.Take();
    }

    // One pipeline for everything, so that a warning between two rows does not begin a new table.
    private void Show(object?[][] records)
    {
        using PowerShell pipeline = CreatePipeline();
        pipeline
            .AddScript(
                """
                param($records)
                foreach ($record in $records) {
                    switch ($record[0]) {
                        'Output' { , $record[1] }
                        'Error' { $record[1] }
                        'Warning' { $Host.UI.WriteWarningLine($record[1].Message) }
                        'Verbose' { $Host.UI.WriteVerboseLine($record[1].Message) }
                        'Debug' { $Host.UI.WriteDebugLine($record[1].Message) }
                        'Information' { if ($record[1].Tags -contains 'PSHOST') { $Host.UI.WriteLine($record[1].MessageData.ToString()) } }
                    }
                }
                """,
                useLocalScope: true)
            .AddArgument(records)
            .AddCommand("Out-Default");
        pipeline.Invoke();
    }
}
