using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.Loader;
using System.Text.Json;
using MailboxImportExport.Sandbox.Shell;

namespace MailboxImportExport.TestProcess;

/// <summary>Runs a script in a PowerShell session of a fresh process and prints what it gave.</summary>
internal static class ScriptSession
{
    public static void Run(string requestPath)
    {
        ScriptRequest request = Requests.Read<ScriptRequest>(requestPath);
        using HostedShell shell = new(new HostedShellOptions { WithUtilityStandIns = true });
        ShellResult result = shell.Run(request.Script, request.Variables.Select(static v => (v.Key, (object?)v.Value)).ToArray());
        Console.WriteLine(JsonSerializer.Serialize(new ScriptAnswer(
            result.Output.Select(static o => o?.ToString() ?? string.Empty).ToList(),
            result.Errors.Select(static e => $"{e.FullyQualifiedErrorId}: {e.Exception.Message}").ToList(),
            Assemblies())));
    }

    // Paths, not names: what matters is whose file it is.
    private static List<LoadedAssembly> Assemblies() => AssemblyLoadContext.All
        .SelectMany(static context => context.Assemblies.Select(a => (Context: context, Assembly: a)))
        .Where(static a => !a.Assembly.IsDynamic)
        .Select(static a => new LoadedAssembly(
            a.Context.Name ?? string.Empty,
            a.Assembly.GetName().Name!,
            a.Assembly.GetName().Version?.ToString() ?? string.Empty,
            a.Assembly.Location,
            a.Assembly.GetReferencedAssemblies().Select(static r => r.Name!).ToList()))
        .ToList();
}
