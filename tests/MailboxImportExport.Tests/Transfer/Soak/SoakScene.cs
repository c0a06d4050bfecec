using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using MailboxImportExport.Graph;
using MailboxImportExport.Model;
using MailboxImportExport.Sandbox;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Sandbox.Tenant;
using MailboxImportExport.Transport;

namespace MailboxImportExport.Tests.Transfer.Soak;

/// <summary>The mailboxes of a soak and the service that fails, with a clock that makes pauses short.</summary>
internal sealed class SoakScene : IAsyncDisposable
{
    // A pause of a minute is over in a tenth of a second.
    private const int Speed = 600;

    // Three and two seconds for a computer: enough for one with much else to do, and no long wait for a call that stalls.
    private static readonly TransportOptions Transport = new()
    {
        AnswerTimeout = TimeSpan.FromMinutes(30),
        IdleTimeout = TimeSpan.FromMinutes(20),
        TotalTime = TimeSpan.FromHours(20),
        ThrottledTime = TimeSpan.FromHours(20),
    };

    private readonly DirectoryInfo _path = Directory.CreateTempSubdirectory("mie-soak-");
    private readonly ConnectedSandbox _sandbox;
    private readonly MailboxImportExportConnection _target;

    private SoakScene(int items, int seed, int goal, ConnectedSandbox sandbox, MailboxImportExportConnection target)
    {
        _sandbox = sandbox;
        _target = target;
        Seed = seed;
        Source = Add(MailboxKind.Primary);
        ImportTarget = Add(MailboxKind.Primary);
        CopyTarget = Add(MailboxKind.Archive);
        sandbox.Server.Tenant.AddAuxiliary(CopyTarget);
        SoakItems made = new(Source, Add(MailboxKind.Primary), seed);
        made.Fill(items);
        Ghosts = made.Ghosts(Math.Max(10, items / 20));
        Faults = new SoakFaults(sandbox.Server.Faults, goal);
    }

    public int Seed { get; }

    public ConnectedSandbox Sandbox => _sandbox;

    public SandboxServer Server => _sandbox.Server;

    /// <summary>What is exported and copied.</summary>
    public SandboxMailbox Source { get; }

    /// <summary>What is copied into: an archive of two parts, so that sessions can be of the wrong one.</summary>
    public SandboxMailbox CopyTarget { get; }

    /// <summary>What the export folder is imported into.</summary>
    public SandboxMailbox ImportTarget { get; }

    /// <summary>Ids that name nothing, asked for among the others.</summary>
    public IReadOnlyList<string> Ghosts { get; }

    public SoakFaults Faults { get; }

    /// <summary>The connection to the source.</summary>
    public GraphConnection Connection => _sandbox.Connection;

    /// <summary>The connection to the targets.</summary>
    public GraphConnection TargetConnection => GraphConnection.Of(_target);

    public string Path => _path.FullName;

    /// <summary>The hash and the length of each item as it was sent out; each is the same whenever it is sent.</summary>
    public IReadOnlyDictionary<string, ExportedItem> Sent()
        => Server.Tenant.Exported.Where(e => e.Mailbox == Source).GroupBy(static e => e.ItemId).ToDictionary(static e => e.Key, static e => e.First(), StringComparer.Ordinal);

    public static async Task<SoakScene> StartAsync(int items, int seed, int goal)
    {
        ScaledClock clock = new(TimeProvider.System, Speed);
        ConnectedSandbox sandbox = await ConnectedSandbox.StartAsync(clock, transport: Transport, signIn: ConnectedSandbox.SecretOf, tokenLifetime: TimeSpan.FromDays(1000));
        sandbox.Server.Faults.StallTime = TimeSpan.FromHours(2);

        // A run takes longer than that: sessions are renewed.
        sandbox.Server.Switches.ImportSessionLifetime = TimeSpan.FromHours(6);
        return new SoakScene(items, seed, goal, sandbox, await ConnectedSandbox.ConnectAsync(sandbox.Server, ConnectedSandbox.SecretOf(sandbox.Server), clock, "beta", Transport));
    }

    public async ValueTask DisposeAsync()
    {
        _target.Dispose();
        await _sandbox.DisposeAsync();
        _path.Delete(recursive: true);
    }

    private SandboxMailbox Add(MailboxKind kind) => _sandbox.Server.Tenant.AddMailbox(Guid.NewGuid(), kind, MailboxLanguage.English);
}
