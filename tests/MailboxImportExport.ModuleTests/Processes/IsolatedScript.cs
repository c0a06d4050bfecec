using System;
using System.Collections.Generic;
using System.IO;
using System.Text.Json;
using System.Threading.Tasks;
using MailboxImportExport.TestProcess;

namespace MailboxImportExport.ModuleTests.Processes;

/// <summary>A script in a PowerShell session of a fresh process.</summary>
internal sealed record IsolatedScript
{
    public required string Script { get; init; }

    /// <summary>Variables of the session.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>Environment of the process; null takes a variable away.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    public async Task<ScriptAnswer> RunAsync()
    {
        string request = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(request, JsonSerializer.Serialize(new ScriptRequest(Script, Variables)));
            ProcessEnd end = await ChildProcess.RunAsync(Programs.TestProcess, ["script", request], Environment);
            return end.ExitCode == 0
                ? JsonSerializer.Deserialize<ScriptAnswer>(end.Output)!
                : throw new InvalidOperationException($"The process ended with {end.ExitCode}: {end.Error}");
        }
        finally
        {
            File.Delete(request);
        }
    }
}
