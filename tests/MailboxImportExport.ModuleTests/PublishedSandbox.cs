using System;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox;
using Xunit;

namespace MailboxImportExport.ModuleTests;

/// <summary>A sandbox in this process, whose evidence tests can read, that other processes find through its address file.</summary>
public sealed class PublishedSandbox : IAsyncLifetime
{
    private SandboxServer? _server;

    /// <summary>For Connect-MailboxImportExport -Sandbox -Uri.</summary>
    public string Uri => Server.Uri.GetLeftPart(UriPartial.Authority);

    internal SandboxServer Server => _server ?? throw new InvalidOperationException("The sandbox has not started.");

    public async ValueTask InitializeAsync()
        => _server = await SandboxServer.StartAsync(new SandboxOptions { PublishAddress = true }, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }
}
