using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox;
using MailboxImportExport.Sandbox.Shell;
using Shouldly;
using Xunit;

namespace MailboxImportExport.ModuleTests;

/// <summary>A sandbox of its own and a session with the module that is connected to it.</summary>
public sealed class SandboxSession : IAsyncLifetime
{
    private HostedShell? _shell;
    private SandboxServer? _server;
    private string? _folder;

    internal SandboxServer Server => _server ?? throw new InvalidOperationException("The sandbox has not started.");

    internal HostedShell Shell => _shell ?? throw new InvalidOperationException("The sandbox has not started.");

    /// <summary>An empty folder for what a test writes; removed with the session.</summary>
    internal string Folder => _folder ??= Directory.CreateTempSubdirectory("mie-").FullName;

    public async ValueTask InitializeAsync()
    {
        _server = await SandboxServer.StartAsync(new SandboxOptions { PublishAddress = true }, CancellationToken.None);
        _shell = new HostedShell(new HostedShellOptions { WithUtilityStandIns = true });
        Connect(_shell);
    }

    public async ValueTask DisposeAsync()
    {
        _shell?.Dispose();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        if (_folder is not null)
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    /// <summary>Imports the module into a shell and connects it as the application of the sandbox.</summary>
    internal void Connect(HostedShell shell)
    {
        ShellResult result = shell.Run(
            "Import-Module $manifest; Connect-MailboxImportExport -Sandbox -Uri $uri",
            ("manifest", ModuleFolder.Manifest),
            ("uri", Server.Uri.GetLeftPart(UriPartial.Authority)));
        result.Errors.ShouldBeEmpty();
    }

    /// <summary>Runs a script that must not fail.</summary>
    internal ShellResult Run(string script, params (string Name, object? Value)[] variables)
    {
        ShellResult result = Shell.Run(script, [.. variables, ("folder", Folder)]);
        result.Errors.Select(static e => $"{e.FullyQualifiedErrorId}: {e.Exception}").ShouldBeEmpty();
        return result;
    }

    /// <summary>Runs a script that may fail.</summary>
    internal ShellResult Try(string script, params (string Name, object? Value)[] variables) => Shell.Run(script, [.. variables, ("folder", Folder)]);

    /// <summary>The ids of the errors of a result, as a user tests for them.</summary>
    internal static IReadOnlyList<string> ErrorIds(ShellResult result) => result.Errors.Select(static e => e.FullyQualifiedErrorId).ToList();
}
