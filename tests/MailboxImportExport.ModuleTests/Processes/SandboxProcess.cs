using System;
using System.IO;
using System.Text.Json;
using System.Threading.Tasks;
using Xunit;

namespace MailboxImportExport.ModuleTests.Processes;

/// <summary>A sandbox in a process of its own, as a user starts it, so that its memory is not counted for the module.</summary>
public sealed class SandboxProcess : IAsyncLifetime
{
    /// <summary>Size of the item in Inbox/Large.</summary>
    public const int LargeItemMegabytes = 150;

    private ChildProcess? _process;
    private string? _uri;
    private string? _addressFile;

    /// <summary>Its address, for Connect-MailboxImportExport -Sandbox -Uri.</summary>
    public string Uri => _uri ?? throw new InvalidOperationException("The sandbox has not started.");

    public async ValueTask InitializeAsync()
    {
        _process = ChildProcess.Start(Programs.Sandbox, ["serve", "--port", "0", "--import-port", "0", "--json", "--no-limits", "--large-item-mb", $"{LargeItemMegabytes}"]);
        using JsonDocument addresses = JsonDocument.Parse(await _process.ReadLineAsync());
        _uri = addresses.RootElement.GetProperty("uri").GetString();
        _addressFile = addresses.RootElement.GetProperty("addressFilePath").GetString();
    }

    public ValueTask DisposeAsync()
    {
        _process?.Dispose();
        if (_addressFile is not null)
        {
            // A process that is killed leaves it behind, with a secret in it.
            File.Delete(_addressFile);
        }

        return ValueTask.CompletedTask;
    }
}
