using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Text.Json;
using System.Threading.Tasks;
using MailboxImportExport.Benchmarks.Measuring;

namespace MailboxImportExport.Benchmarks.Service;

/// <summary>A sandbox in a process of its own, so that its CPU and its memory are not taken for those of a client.</summary>
internal sealed class ServedSandbox : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly Process _process;
    private readonly string _addressFile;
    private bool _hasEnded;

    private ServedSandbox(Process process, JsonElement addresses)
    {
        _process = process;
        Uri = addresses.GetProperty("uri").GetString()!.TrimEnd('/');
        _addressFile = addresses.GetProperty("addressFilePath").GetString()!;
    }

    /// <summary>Its address.</summary>
    public string Uri { get; }

    /// <summary>CPU time that it has taken so far.</summary>
    public TimeSpan Cpu
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Starts one; it has prepared its answers when the task is done.</summary>
    /// <param name="options">Options of <c>serve</c>, with blanks between them.</param>
    /// <param name="isCompiled">Whether it is <see cref="CompiledAtOnce"/>.</param>
    public static async Task<ServedSandbox> StartAsync(string options, bool isCompiled = false)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "MailboxImportExport.Sandbox.dll");
        string[] arguments = [program, "serve", "--port", "0", "--import-port", "0", "--json", .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
        ProcessStartInfo start = new("dotnet", arguments) { RedirectStandardOutput = true };
        if (isCompiled)
        {
            CompiledAtOnce.AddTo(start);
        }

        Process process = Process.Start(start) ?? throw new InvalidOperationException("The sandbox did not start.");
        string? line = await process.StandardOutput.ReadLineAsync().ConfigureAwait(false);
        using JsonDocument addresses = JsonDocument.Parse(line ?? throw new InvalidOperationException($"The sandbox did not start with: {options}"));
        return new ServedSandbox(process, addresses.RootElement);
    }

    /// <summary>Ends it and reads what it has counted.</summary>
    public async Task<ServedCounts> EndAsync()
    {
        using Process signal = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        string? line = await _process.StandardOutput.ReadLineAsync().WaitAsync(Patience).ConfigureAwait(false);
        await _process.WaitForExitAsync().WaitAsync(Patience).ConfigureAwait(false);
        _hasEnded = true;
        return JsonSerializer.Deserialize<ServedCounts>(line!, JsonSerializerOptions.Web)!;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_hasEnded)
        {
            _process.Kill();
            await _process.WaitForExitAsync().ConfigureAwait(false);

            // Whoever is killed leaves it behind, with a secret in it.
            File.Delete(_addressFile);
        }

        _process.Dispose();
    }
}
