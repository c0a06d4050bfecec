using System;
using MailboxImportExport.Sandbox.Graph.Delta;
using MailboxImportExport.Sandbox.Graph.Export;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Identity;
using MailboxImportExport.Sandbox.Identity.SignIn;
using MailboxImportExport.Sandbox.Tenant;
using MailboxImportExport.Sandbox.Throttling;

namespace MailboxImportExport.Sandbox.Serving;

/// <summary>What the handlers of a running sandbox share.</summary>
internal sealed class SandboxRuntime
{
    public SandboxRuntime(SandboxTenant tenant, TokenIssuer tokens, TimeProvider clock)
    {
        Tenant = tenant;
        Tokens = tokens;
        Clock = clock;
        Requests = new RequestLog(clock);
        Challenge = new ClaimsChallenge(clock);
        DeltaTokens = new DeltaTokens(Switches);
    }

    public SandboxTenant Tenant { get; }

    public TokenIssuer Tokens { get; }

    public TimeProvider Clock { get; }

    public SandboxSwitches Switches { get; } = new();

    public Gates Gates { get; } = new();

    public ServiceLimits Limits { get; } = new();

    public ServicePace Pace { get; } = new();

    public PreparedExports PreparedExports { get; } = new();

    public Faults Faults { get; } = new();

    public RequestLog Requests { get; }

    public SignIns SignIns { get; } = new();

    public ClaimsChallenge Challenge { get; }

    public DeltaTokens DeltaTokens { get; }

    /// <summary>The address of Graph, sign-in and managed identities; known once the sandbox listens.</summary>
    public Uri Uri { get; set; } = new("https://127.0.0.1");

    /// <summary>The address of the import host; known once the sandbox listens.</summary>
    public Uri ImportUri { get; set; } = new("https://127.0.0.1");

    /// <summary>The address of Graph and sign-in as text, without a slash behind it.</summary>
    public string Authority => Uri.GetLeftPart(UriPartial.Authority);

    /// <summary>The address of the import host as text, without a slash behind it.</summary>
    public string ImportAuthority => ImportUri.GetLeftPart(UriPartial.Authority);

    /// <summary>The secret that proves a request for a managed identity comes from the host it belongs to.</summary>
    public string IdentityHeader { get; } = RandomText.Create();

    /// <summary>The file that callers on a machine connected by Azure Arc must be able to read; null for a virtual machine in Azure.</summary>
    public string? ArcKeyPath { get; set; }
}
