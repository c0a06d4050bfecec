using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading.Tasks;

namespace MailboxImportExport.ModuleTests.Processes;

/// <summary>A process that belongs to a test and never outlives it.</summary>
internal sealed class ChildProcess : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _error;

    private ChildProcess(Process process)
    {
        _process = process;

        // Read from the start: a full pipe would stop the child.
        _error = process.StandardError.ReadToEndAsync();
    }

    /// <summary>Starts a program: an executable file, or a .NET assembly.</summary>
    /// <param name="program">Its file.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">Variables that it has besides those of this process; null takes one away.</param>
    public static ChildProcess Start(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment = null)
    {
        bool isAssembly = program.EndsWith(".dll", StringComparison.Ordinal);
        ProcessStartInfo start = new(isAssembly ? Programs.Dotnet : program, isAssembly ? [program, .. arguments] : arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string? value) in environment ?? new Dictionary<string, string?>())
        {
            start.Environment[name] = value;
        }

        return new ChildProcess(Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start."));
    }

    /// <summary>Runs a program to its end.</summary>
    public static async Task<ProcessEnd> RunAsync(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment = null)
    {
        using ChildProcess child = Start(program, arguments, environment);
        return await child.EndAsync();
    }

    /// <summary>Kills it as nobody can prevent, and waits until it is gone.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    /// <summary>Waits for its end.</summary>
    public async Task<ProcessEnd> EndAsync()
    {
        string output = await _process.StandardOutput.ReadToEndAsync();
        string error = await _error;
        await _process.WaitForExitAsync();
        return new ProcessEnd(_process.ExitCode, output, error);
    }

    /// <summary>Reads the next line that it writes.</summary>
    public async Task<string> ReadLineAsync()
        => await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException($"The process has ended: {await _error}");

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        _process.Dispose();
    }
}
