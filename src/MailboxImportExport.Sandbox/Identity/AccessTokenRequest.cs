using System;
using System.Collections.Generic;

namespace MailboxImportExport.Sandbox.Identity;

/// <summary>What is particular to one access token.</summary>
internal sealed record AccessTokenRequest
{
    public string Audience { get; init; } = TokenIssuer.GraphAudience;

    /// <summary>How long it lives; null for as long as all do.</summary>
    public TimeSpan? Lifetime { get; init; }

    /// <summary>Roles or scopes; null for what the application has.</summary>
    public IReadOnlyList<string>? Permissions { get; init; }

    /// <summary>What the client has asked for besides.</summary>
    public RequestedClaims Claims { get; init; } = new(null, []);

    /// <summary>How the application has proved itself: 1 with a secret, 2 with a certificate.</summary>
    public string Proof { get; init; } = "1";
}
