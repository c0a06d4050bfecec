using System;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Authentication;
using MailboxImportExport.Graph;
using MailboxImportExport.Model;
using MailboxImportExport.Sandbox;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Tenant;
using MailboxImportExport.Transport;
using Shouldly;

namespace MailboxImportExport.Tests;

/// <summary>A sandbox of its own and a connection of the module to it.</summary>
internal sealed class ConnectedSandbox : IAsyncDisposable
{
    public const string Adele = "adele@contoso.example";
    public const string Bruno = "bruno@contoso.example";
    public const string Chika = "chika@contoso.example";

    private readonly MailboxImportExportConnection _connection;

    private ConnectedSandbox(SandboxServer server, MailboxImportExportConnection connection)
    {
        Server = server;
        _connection = connection;
        Connection = GraphConnection.Of(connection);
    }

    /// <summary>Repeats at once: what is waited for is tested elsewhere.</summary>
    public static TransportOptions WithoutPauses { get; } = new() { FirstDelay = TimeSpan.Zero, LongestDelay = TimeSpan.Zero };

    public SandboxServer Server { get; }

    public GraphConnection Connection { get; }

    public RecordingLog Log { get; } = new();

    public SandboxSwitches Switches => Server.Switches;

    public RequestLog Requests => Server.Requests;

    public Gates Gates => Server.Gates;

    public static async Task<ConnectedSandbox> StartAsync(
        TimeProvider? time = null,
        string apiVersion = "beta",
        TransportOptions? transport = null,
        Func<SandboxServer, SignIn>? signIn = null,
        TimeSpan? tokenLifetime = null,
        TimeProvider? clientTime = null)
    {
        TimeProvider clock = time ?? TimeProvider.System;
        SandboxServer server = await SandboxServer.StartAsync(new SandboxOptions { TimeProvider = clock, AccessTokenLifetime = tokenLifetime ?? new SandboxOptions().AccessTokenLifetime }, CancellationToken.None);
        MailboxImportExportConnection connection = await ConnectAsync(
            server,
            signIn is null ? new AccessTokenSignIn { Token = SecureText.Of(server.IssueToken(server.BuiltInApplication)) } : signIn(server),
            clientTime ?? clock,
            apiVersion,
            transport ?? WithoutPauses);
        return new ConnectedSandbox(server, connection);
    }

    /// <summary>Connects to a sandbox that runs with a clock.</summary>
    public static Task<MailboxImportExportConnection> ConnectAsync(SandboxServer server, SignIn signIn, TimeProvider time, string apiVersion, TransportOptions transport)
        => GraphConnection.OpenAsync(signIn, CloudOf(server), apiVersion, transport, time, CancellationToken.None);

    /// <summary>Signs in as the application that every sandbox has; its tokens can be renewed.</summary>
    public static SignIn SecretOf(SandboxServer server) => new ClientSecretSignIn
    {
        TenantId = server.Tenant.Id.ToString(),
        ClientId = server.BuiltInApplication.ClientId.ToString(),
        Secret = SecureText.Of(server.BuiltInApplication.Secrets[0].Value),
    };

    /// <summary>The cloud that consists of a sandbox alone.</summary>
    public static Cloud CloudOf(SandboxServer server)
        => new SandboxAddress { Uri = new Uri(server.Uri.GetLeftPart(UriPartial.Authority)), CertificateSha256 = server.CertificateSha256 }.ToCloud();

    public SandboxMailbox Mailbox(string user) => Server.Tenant.Mailbox(user);

    /// <summary>The store of a mailbox as a command would have found it.</summary>
    public MailboxContentStore Store(SandboxMailbox mailbox)
    {
        bool isArchive = mailbox.Kind == MailboxKind.Archive;
        if (isArchive)
        {
            Connection.Client.RememberArchive(mailbox.Id);
        }

        return new MailboxContentStore { MailboxId = mailbox.Id, Identity = mailbox.Id, IsArchive = isArchive, ResolvedBy = MailboxResolution.Given };
    }

    /// <summary>Closes the connection under the feet of whoever uses it.</summary>
    public void Disconnect() => _connection.Dispose();

    public async ValueTask DisposeAsync()
    {
        _connection.Dispose();
        await Server.DisposeAsync();
        Server.Failures.ShouldBeEmpty();
    }
}
