using System;
using MailboxImportExport.Sandbox.Tenant;

namespace MailboxImportExport.Sandbox.Identity.SignIn;

/// <summary>A sign-in that a user is to finish on another device.</summary>
internal sealed class DeviceCode(SandboxApplication application, ScopeRequest scopes, DateTimeOffset expires)
{
    /// <summary>What the client polls with.</summary>
    public string Code { get; } = RandomText.Create();

    /// <summary>What the user types in.</summary>
    public string UserCode { get; } = RandomText.CreateUserCode();

    public SandboxApplication Application => application;

    public ScopeRequest Scopes => scopes;

    public DateTimeOffset Expires => expires;

    public DeviceCodeState State { get; set; }

    /// <summary>Who has signed in.</summary>
    public SandboxUser? User { get; set; }

    /// <summary>When the client asked last.</summary>
    public DateTimeOffset? LastPoll { get; set; }
}
