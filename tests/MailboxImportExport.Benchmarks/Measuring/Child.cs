using System;
using System.Diagnostics;
using System.Text.Json;
using System.Threading.Tasks;

namespace MailboxImportExport.Benchmarks.Measuring;

/// <summary>Measures in a process of its own: the garbage of one rival would be counted for the next.</summary>
internal static class Child
{
    /// <summary>The command of that process.</summary>
    public const string Command = "measure";

    /// <param name="request">What it does.</param>
    /// <param name="isCompiled">Whether it is <see cref="CompiledAtOnce"/>.</param>
    public static async Task<ChildAnswer> RunAsync(ChildRequest request, bool isCompiled = false)
    {
        ProcessStartInfo start = new(Environment.ProcessPath!, [Command, JsonSerializer.Serialize(request)]) { RedirectStandardOutput = true };
        if (isCompiled)
        {
            CompiledAtOnce.AddTo(start);
        }

        using Process process = Process.Start(start) ?? throw new InvalidOperationException("The process did not start.");
        string output = await process.StandardOutput.ReadToEndAsync().ConfigureAwait(false);
        await process.WaitForExitAsync().ConfigureAwait(false);
        return process.ExitCode == 0
            ? JsonSerializer.Deserialize<ChildAnswer>(output)!
            : throw new InvalidOperationException($"The process that measures {request.Work} ended with {process.ExitCode}.");
    }
}
