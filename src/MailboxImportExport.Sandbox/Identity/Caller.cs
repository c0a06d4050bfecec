using System;
using System.Collections.Generic;
using MailboxImportExport.Sandbox.Tenant;

namespace MailboxImportExport.Sandbox.Identity;

/// <summary>Who a valid token speaks for.</summary>
internal sealed record Caller
{
    /// <summary>The client id of the application.</summary>
    public required Guid ApplicationId { get; init; }

    /// <summary>The application as the tenant knows it; null when the token was made for a test without one.</summary>
    public ServicePrincipal? Principal { get; init; }

    /// <summary>The user, when the token is a delegated one.</summary>
    public SandboxUser? User { get; init; }

    /// <summary>Application roles, or delegated scopes when there is a user.</summary>
    public required IReadOnlySet<string> Permissions { get; init; }
}
