using System;
using System.Collections.Generic;
using System.Linq;
using MailboxImportExport.Benchmarks.Measuring;
using MailboxImportExport.Sandbox.Shell;
using MailboxImportExport.TestProcess;

namespace MailboxImportExport.Benchmarks.Engine;

/// <summary>The built module in a PowerShell session of this process, with a connection to a sandbox.</summary>
internal sealed class ModuleEngine : IDisposable
{
    private readonly HostedShell _shell = new(new HostedShellOptions { WithUtilityStandIns = true });

    public ModuleEngine(string uri, int limitDivisor = 0)
    {
        Run("Import-Module $manifest", ("manifest", SourceTree.Manifest));
        Connect("c", uri, limitDivisor);
    }

    /// <summary>Opens a connection to a sandbox, in a variable.</summary>
    public void Connect(string variable, string uri, int limitDivisor = 0)
    {
        object? connection = ModuleContext.Invoke(
            SourceTree.ModuleBin,
            typeof(EngineConnection),
            nameof(EngineConnection.Open),
            uri,
            limitDivisor.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Set((variable, connection));
    }

    /// <summary>Gives the session variables.</summary>
    public void Set(params (string Name, object? Value)[] variables) => _shell.Run("$null", variables);

    /// <summary>Runs a script, in which <c>$c</c> is the connection, and gives what it wrote as texts; throws when it wrote an error.</summary>
    public IReadOnlyList<string> Run(string script, params (string Name, object? Value)[] variables)
    {
        ShellResult result = _shell.Run(script, variables);
        return result.Errors.Count == 0
            ? [.. result.Output.Select(static o => o?.ToString() ?? string.Empty)]
            : throw new InvalidOperationException($"{script}: {result.Errors[0].FullyQualifiedErrorId}: {result.Errors[0].Exception.Message}", result.Errors[0].Exception);
    }

    public void Dispose() => _shell.Dispose();
}
