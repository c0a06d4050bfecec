using System;
using System.Collections.Generic;
using System.IO;
using System.Text.Json;
using System.Threading.Tasks;
using MailboxImportExport.ModuleTests.Processes;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.TestProcess;

namespace MailboxImportExport.ModuleTests.Kill;

/// <summary>A line in a PowerShell session of its own process, which is killed at one of its imports.</summary>
internal sealed class KilledScript(SandboxSession session, string line, IReadOnlyDictionary<string, string> variables)
{
    private const string Connect = "Import-Module $manifest; Connect-MailboxImportExport -Sandbox -Uri $uri; ";

    /// <summary>Runs the line.</summary>
    /// <param name="point">As a request arrives, or after it was carried out.</param>
    /// <param name="occurrence">At which of them it is killed, from 1.</param>
    /// <returns>Whether the process died by it.</returns>
    public async Task<bool> KillAsync(GatePoint point, int occurrence)
    {
        using ChildProcess child = await StartAsync();
        session.Server.Gates.KillAt(child, point, occurrence);
        ProcessEnd end = await child.EndAsync();
        await session.Server.Requests.WhenIdleAsync();
        return KilledProcess.IsOne(end);
    }

    /// <summary>Runs the line to its end.</summary>
    public async Task<ScriptAnswer> RunAsync()
    {
        using ChildProcess child = await StartAsync();
        ProcessEnd end = await child.EndAsync();
        return end.ExitCode == 0
            ? JsonSerializer.Deserialize<ScriptAnswer>(end.Output)!
            : throw new InvalidOperationException($"The process ended with {end.ExitCode}: {end.Error}");
    }

    private async Task<ChildProcess> StartAsync()
    {
        Dictionary<string, string> all = new(variables) { ["manifest"] = ModuleFolder.Manifest, ["uri"] = session.Uri };
        string request = session.NewPath();
        await File.WriteAllTextAsync(request, JsonSerializer.Serialize(new ScriptRequest(Connect + line, all)));
        return ChildProcess.Start(Programs.TestProcess, ["script", request]);
    }
}
