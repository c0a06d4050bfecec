using System;
using System.Threading.Tasks;
using Xunit;

namespace MailboxImportExport.Tests.Sandbox;

/// <summary>One sandbox for the tests of a class that only look at it.</summary>
public sealed class SandboxFixture : IAsyncLifetime
{
    private SandboxClient? _client;

    internal SandboxClient Client => _client ?? throw new InvalidOperationException("The sandbox has not been started.");

    public async ValueTask InitializeAsync() => _client = await SandboxClient.StartAsync();

    public ValueTask DisposeAsync() => Client.DisposeAsync();
}
