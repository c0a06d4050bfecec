using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox;
using MailboxImportExport.Sandbox.Shell;
using MailboxImportExport.Sandbox.Tenant;
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

    /// <summary>The address that -Uri takes.</summary>
    internal string Uri => Server.Uri.GetLeftPart(UriPartial.Authority);

    /// <summary>The mailbox of a user of the tenant, by the first part of the name.</summary>
    internal SandboxMailbox Mailbox(string user) => Server.Tenant.Mailbox($"{user}@contoso.example");

    /// <summary>A path below the folder of the session that nothing is at yet.</summary>
    internal string NewPath() => Path.Combine(Folder, Guid.NewGuid().ToString("N"));

    /// <summary>Imports the module into a shell and connects it as an application that may do less than the one of the sandbox.</summary>
    internal void ConnectWithRoles(HostedShell shell, params string[] roles)
    {
        SandboxApplication application = Server.Tenant.AddApplication(new SandboxApplication(Guid.NewGuid(), Guid.NewGuid(), "limited") { Roles = roles });
        ShellResult result = shell.Run(
            "Import-Module $manifest; Connect-MailboxImportExport -Sandbox -Uri $uri -AccessToken $token",
            ("manifest", ModuleFolder.Manifest),
            ("uri", Uri),
            ("token", new NetworkCredential(string.Empty, Server.IssueToken(application)).SecurePassword));
        result.Errors.ShouldBeEmpty();
    }

    /// <summary>Imports the module into a shell and connects it as the application of the sandbox.</summary>
    internal void Connect(HostedShell shell)
    {
        ShellResult result = shell.Run(
            "Import-Module $manifest; Connect-MailboxImportExport -Sandbox -Uri $uri",
            ("manifest", ModuleFolder.Manifest),
            ("uri", Uri));
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
