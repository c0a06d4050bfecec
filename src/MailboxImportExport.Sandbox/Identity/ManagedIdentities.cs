using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Tenant;

namespace MailboxImportExport.Sandbox.Identity;

/// <summary>What the endpoints of all kinds of hosts have in common.</summary>
internal static class ManagedIdentities
{
    /// <summary>Writes the token that was asked for.</summary>
    public static void WriteToken(CallContext call, Utf8JsonWriter json, string resource, ManagedIdentity identity, bool numbersAreTexts)
    {
        TokenIssuer tokens = call.Sandbox.Tokens;
        DateTimeOffset now = call.Sandbox.Clock.GetUtcNow();

        // The endpoint takes no claims: whatever it gives out anew is new enough for any challenge.
        RequestedClaims claims = new(call.Sandbox.Challenge.Required, []);
        AccessTokenRequest request = new() { Audience = Audience(call, resource), Proof = "2", Claims = claims };
        json.WriteString("access_token", tokens.Issue(identity, request));
        WriteNumber(json, "expires_in", (long)tokens.Lifetime.TotalSeconds, numbersAreTexts);
        WriteNumber(json, "expires_on", (now + tokens.Lifetime).ToUnixTimeSeconds(), numbersAreTexts);
        WriteNumber(json, "not_before", now.ToUnixTimeSeconds(), numbersAreTexts);
        json.WriteString("resource", resource);
        json.WriteString("token_type", "Bearer");
        json.WriteString("client_id", identity.ClientId);
    }

    /// <summary>The token is for what was asked for, to the last slash; the address of the sandbox stands for Graph.</summary>
    public static string Audience(CallContext call, string resource)
    {
        if (resource.Length == 0)
        {
            throw new IdentityError(400, "The parameter 'resource' is missing.");
        }

        if (resource.EndsWith("/.default", StringComparison.Ordinal))
        {
            throw new IdentityError(400, $"Failed to get MSI token for resource {resource}: a resource is asked for here, and no scope.");
        }

        string plain = resource.TrimEnd('/');
        HashSet<string> own = [call.Sandbox.Authority, $"https://{call.Sandbox.Uri.Host}"];
        if (own.Contains(plain))
        {
            return TokenIssuer.GraphAudience;
        }

        // The second stands for no service: such a token vouches for an application.
        return plain is TokenIssuer.GraphAudience or FederatedCredential.ExchangeAudience
            ? resource
            : throw new IdentityError(400, $"AADSTS500011: The resource principal named {resource} was not found in the tenant.");
    }

    public static ManagedIdentity Find(CallContext call, Func<string, string?> parameter)
    {
        IReadOnlyList<ManagedIdentity> identities = call.Sandbox.Tenant.ManagedIdentities;
        string? resourceId = parameter("mi_res_id") ?? parameter("msi_res_id");
        ManagedIdentity? found = (parameter("client_id"), parameter("object_id") ?? parameter("principal_id"), resourceId) switch
        {
            (null, null, null) => identities.FirstOrDefault(static identity => identity.IsSystemAssigned),
            (string clientId, _, _) => identities.FirstOrDefault(identity => Is(identity.ClientId, clientId)),
            (_, string objectId, _) => identities.FirstOrDefault(identity => Is(identity.ObjectId, objectId)),
            _ => identities.FirstOrDefault(identity => string.Equals(identity.ResourceId, resourceId, StringComparison.OrdinalIgnoreCase)),
        };
        return found ?? throw new IdentityError(400, "User assigned identity is currently not supported clientID must not be passed in request");
    }

    private static bool Is(Guid id, string text) => Guid.TryParse(text, out Guid guid) && guid == id;

    private static void WriteNumber(Utf8JsonWriter json, string name, long number, bool asText)
    {
        if (asText)
        {
            json.WriteString(name, number.ToString(CultureInfo.InvariantCulture));
        }
        else
        {
            json.WriteNumber(name, number);
        }
    }
}
