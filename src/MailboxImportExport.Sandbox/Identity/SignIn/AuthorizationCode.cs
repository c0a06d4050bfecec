using System;
using MailboxImportExport.Sandbox.Tenant;

namespace MailboxImportExport.Sandbox.Identity.SignIn;

/// <summary>What a browser brings back to the client after a sign-in.</summary>
internal sealed record AuthorizationCode(
    SandboxApplication Application,
    SandboxUser User,
    ScopeRequest Scopes,
    string RedirectUri,
    DateTimeOffset Expires)
{
    /// <summary>The hash of a secret that only the client that began the sign-in has; null when it sent none.</summary>
    public string? Challenge { get; init; }

    /// <summary>Whether the challenge is the secret itself and no hash of it.</summary>
    public bool IsPlain { get; init; }

    public string? Nonce { get; init; }
}
