using System;
using System.Collections.Generic;
using System.Linq;
using MailboxImportExport.Sandbox.Http;

namespace MailboxImportExport.Sandbox.Identity;

/// <summary>The scopes that a client asks for on behalf of a user.</summary>
internal sealed record ScopeRequest
{
    private const string Default = ".default";
    private static readonly HashSet<string> OpenIdScopes = ["openid", "profile", "email", "offline_access"];

    /// <summary>Permissions of Graph by their short names.</summary>
    public required IReadOnlyList<string> Permissions { get; init; }

    /// <summary>Whether everything is asked for that has been consented to.</summary>
    public required bool WantsDefault { get; init; }

    public required bool WantsRefreshToken { get; init; }

    public required bool WantsIdToken { get; init; }

    /// <summary>
    /// Reads the scopes. Those of Graph come with its address or without; the sandbox's own address stands for Graph, with and without its port,
    /// because libraries differ in which one they ask for.
    /// </summary>
    public static ScopeRequest Parse(CallContext call, string text)
    {
        string[] scopes = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        List<string> permissions = [.. scopes.Where(static scope => !OpenIdScopes.Contains(scope)).Select(scope => Permission(call, scope))];
        if (permissions.Count == 0)
        {
            throw Invalid(text);
        }

        return new ScopeRequest
        {
            Permissions = [.. permissions.Where(static permission => permission != Default)],
            WantsDefault = permissions.Contains(Default),
            WantsRefreshToken = scopes.Contains("offline_access"),
            WantsIdToken = scopes.Contains("openid"),
        };
    }

    public static LoginError Invalid(string scope) => new(
        400,
        "invalid_scope",
        70011,
        "The provided request must include a 'scope' input parameter. The provided value for the input parameter 'scope' is not valid. "
        + $"The scope {scope} is not valid.");

    /// <summary>The scope without the address of Graph.</summary>
    private static string Permission(CallContext call, string scope)
    {
        foreach (string resource in (string[])[TokenIssuer.GraphAudience, call.Sandbox.Authority, $"https://{call.Sandbox.Uri.Host}"])
        {
            if (scope.StartsWith($"{resource}/", StringComparison.OrdinalIgnoreCase))
            {
                return Known(call, scope[(resource.Length + 1)..], scope);
            }
        }

        return Known(call, scope, scope);
    }

    private static string Known(CallContext call, string permission, string scope)
        => permission == Default || call.Sandbox.Tenant.Permissions.HasScope(permission) ? permission : throw Invalid(scope);
}
