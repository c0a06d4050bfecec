using System;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.ModuleTests.Connect;
using MailboxImportExport.ModuleTests.Examples.OtherModules;
using MailboxImportExport.Sandbox;
using MailboxImportExport.Sandbox.Identity;
using MailboxImportExport.Sandbox.Shell;
using MailboxImportExport.Sandbox.Tenant;
using Shouldly;

namespace MailboxImportExport.ModuleTests.Examples;

/// <summary>
/// What stands before somebody who tries an example: a tenant in which nothing has been changed yet, a session that is connected to it,
/// an empty current folder, and the other modules that examples work together with.
/// </summary>
internal sealed class ExampleSession : IAsyncDisposable
{
    // The application that the examples of Connect-MailboxImportExport sign in as, and the name under which its secrets are kept.
    private const string Application = "MailboxExport";
    private static readonly Guid ClientId = new("11111111-2222-3333-4444-555555555555");

    // Examples are written for a tenant; here every connection goes to the sandbox.
    private const string Prepare =
        """
        Import-Module $manifest
        $PSDefaultParameterValues = @{ 'Connect-MailboxImportExport:Sandbox' = $true; 'Connect-MailboxImportExport:Uri' = $uri }
        $ExecutionContext.SessionState.Path.SetLocation($folder)
        Connect-MailboxImportExport
        """;

    private readonly SandboxServer _server;
    private readonly TestCertificates _certificates;
    private readonly HostedShell _shell;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mie-example");

    private ExampleSession(SandboxServer server, TestCertificates certificates)
    {
        _server = server;
        _certificates = certificates;
        _shell = new HostedShell(new HostedShellOptions { WithUtilityStandIns = true, Configure = AddOtherModules });
    }

    public static async Task<ExampleSession> StartAsync(TestCertificates certificates, CancellationToken cancellationToken)
    {
        SandboxServer server = await SandboxServer.StartAsync(new SandboxOptions { PublishAddress = true }, cancellationToken);
        ExampleSession session = new(server, certificates);
        session.Connect();
        return session;
    }

    public ShellResult Run(string code) => _shell.Run(code);

    public async ValueTask DisposeAsync()
    {
        _shell.Dispose();
        await _server.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static void AddOtherModules(InitialSessionState state)
    {
        foreach (Type type in typeof(TenantCommand).Assembly.GetTypes().Where(static t => t.IsSubclassOf(typeof(TenantCommand)) && !t.IsAbstract))
        {
            CmdletAttribute name = type.GetCustomAttribute<CmdletAttribute>() ?? throw new InvalidOperationException($"{type} is no command.");
            state.Commands.Add(new SessionStateCmdletEntry($"{name.VerbName}-{name.NounName}", type, helpFileName: null));
        }
    }

    private void Connect()
    {
        _server.Tenant.AddApplication(new SandboxApplication(ClientId, Guid.NewGuid(), Application)
        {
            Roles = GraphPermissions.AllRoles,
            Secrets = [new ClientSecret("secret-of-the-examples", DateTimeOffset.MaxValue)],
            Certificates = [_certificates.Valid],
        });
        ShellResult result = _shell.Run(
            Prepare,
            ("manifest", ModuleFolder.Manifest),
            ("uri", _server.Uri.GetLeftPart(UriPartial.Authority)),
            ("folder", _folder.FullName),
            (TenantCommand.TenantVariable, PSObject.AsPSObject(_server.Tenant)));
        result.Errors.ShouldBeEmpty();
    }
}
