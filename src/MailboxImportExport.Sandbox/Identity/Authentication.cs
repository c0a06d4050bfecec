using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Tenant;

namespace MailboxImportExport.Sandbox.Identity;

/// <summary>Lets calls to Graph pass with a valid token only.</summary>
internal sealed class Authentication : ICallStep
{
    private const string Scheme = "Bearer ";
    private static readonly HashSet<string> Audiences
        = [TokenIssuer.GraphAudience, TokenIssuer.GraphAudience + "/", "00000003-0000-0000-c000-000000000000"];

    public Task InvokeAsync(CallContext call, CallHandler next)
    {
        if (call.Host == CallHost.Graph)
        {
            call.Caller = Authenticate(call);
        }

        return next(call);
    }

    private static Caller Authenticate(CallContext call)
    {
        string header = call.Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) || header.Length == Scheme.Length)
        {
            throw Invalid("Access token is empty.");
        }

        Jwt token = call.Sandbox.Tokens.Verify(header[Scheme.Length..].Trim())
            ?? throw Invalid("Access token validation failure. Invalid signature.");
        DateTimeOffset now = call.Sandbox.Clock.GetUtcNow();
        if (token.Time("exp") is not DateTimeOffset expires || expires <= now || token.Time("nbf") > now)
        {
            throw Invalid("Lifetime validation failed, the token is expired.");
        }

        if (!Audiences.Contains(token.Claim("aud") ?? string.Empty))
        {
            throw Invalid("Access token validation failure. Invalid audience.");
        }

        RequireChallengeMet(call, token);
        SandboxTenant tenant = call.Sandbox.Tenant;
        if (!Guid.TryParse(token.Claim("tid"), out Guid tenantId)
            || tenantId != tenant.Id
            || !Guid.TryParse(token.Claim("appid"), out Guid application))
        {
            throw Invalid("Access token validation failure. Invalid tenant.");
        }

        string? scopes = token.Claim("scp");
        SandboxUser? user = tenant.FindUser(token.Claim("oid") ?? string.Empty);
        return new Caller
        {
            ApplicationId = application,
            Principal = tenant.FindPrincipal(application),
            User = scopes is null ? null : user ?? throw Invalid("The user of the token does not exist."),
            Permissions = new HashSet<string>(scopes?.Split(' ') ?? token.Claims("roles")),
        };
    }

    private static void RequireChallengeMet(CallContext call, Jwt token)
    {
        ClaimsChallenge challenge = call.Sandbox.Challenge;
        if (challenge.Required is null || token.Claim(TokenIssuer.ChallengeClaim) == challenge.Required)
        {
            return;
        }

        throw new GraphError(
            401,
            "InvalidAuthenticationToken",
            "Continuous access evaluation resulted in challenge with result: InteractionRequired and code: TokenIssuedBeforeRevocationTimestamp")
        {
            ClaimsChallenge = challenge.Encoded(),
        };
    }

    private static GraphError Invalid(string message) => new(401, "InvalidAuthenticationToken", message);
}
