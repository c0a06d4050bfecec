using System;
using System.Linq;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Tenant;

namespace MailboxImportExport.Sandbox.Identity;

/// <summary>
/// Checks a token of another issuer that vouches for an application (workload identity federation): issuer, subject and audience must be those of a
/// federated credential of the application.
/// </summary>
internal static class FederatedAssertion
{
    public static void Verify(CallContext call, SandboxApplication application, Jwt assertion)
    {
        string issuer = assertion.Claim("iss") ?? string.Empty;
        FederatedCredential[] ofIssuer = [.. application.FederatedCredentials.Where(credential => credential.Issuer == issuer)];
        if (ofIssuer.Length == 0)
        {
            throw Invalid(700211, $"No matching federated identity record found for presented assertion issuer '{issuer}'.");
        }

        string subject = assertion.Claim("sub") ?? string.Empty;
        FederatedCredential credential = ofIssuer.FirstOrDefault(credential => credential.Subject == subject)
            ?? throw Invalid(700213, $"No matching federated identity record found for presented assertion subject '{subject}'.");
        if (credential.Audience != assertion.Claim("aud"))
        {
            throw Invalid(700212, $"No matching federated identity record found for presented assertion audience '{assertion.Claim("aud")}'.");
        }

        if (!IsSigned(call, issuer, assertion))
        {
            throw Invalid(700027, "Client assertion failed signature validation.");
        }

        DateTimeOffset now = call.Sandbox.Clock.GetUtcNow();
        if (assertion.Time("exp") is not DateTimeOffset expires || expires <= now || assertion.Time("nbf") > now)
        {
            throw Invalid(700024, $"Client assertion is not within its valid time range. Current time: {now:O}.");
        }
    }

    /// <summary>A managed identity of the tenant can vouch, too: then the token is one of our own.</summary>
    private static bool IsSigned(CallContext call, string issuer, Jwt assertion)
        => call.Sandbox.Tenant.TrustedIssuers.FirstOrDefault(trusted => trusted.Issuer == issuer)?.HasSigned(assertion)
            ?? call.Sandbox.Tokens.IsOwn(assertion);

    private static LoginError Invalid(int number, string reason) => new(401, "invalid_client", number, reason);
}
