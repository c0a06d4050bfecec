using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Tenant;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace MailboxImportExport.Sandbox.Identity;

/// <summary>
/// The endpoint at which a host gives out tokens of its managed identities, in the two forms of App Service and Azure Automation: a GET with a
/// query string, and a POST with a form.
/// </summary>
internal static class ManagedIdentityEndpoint
{
    private const string SecretHeader = "X-IDENTITY-HEADER";
    private const string ForwardedHeader = "X-Forwarded-For";
    private const string ApiVersion = "2019-08-01";

    public static async Task AnswerGetAsync(CallContext call)
    {
        RequireDirectCall(call);
        IQueryCollection query = call.Request.Query;
        if (query["api-version"] != ApiVersion)
        {
            throw new IdentityError(400, $"The api-version '{query["api-version"]}' is not supported; use {ApiVersion}.");
        }

        await AnswerAsync(call, name => query.TryGetValue(name, out StringValues value) ? value.ToString() : null);
    }

    public static async Task AnswerPostAsync(CallContext call)
    {
        RequireDirectCall(call);
        FormBody form = await FormBody.ReadAsync(call);
        await AnswerAsync(call, name => form[name]);
    }

    /// <summary>A request that came through a proxy might be an attack on the host, and is refused.</summary>
    private static void RequireDirectCall(CallContext call)
    {
        IHeaderDictionary headers = call.Request.Headers;
        if (headers.ContainsKey(ForwardedHeader))
        {
            throw new IdentityError(400, $"The header {ForwardedHeader} must not be present.");
        }

        if (headers[SecretHeader] != call.Sandbox.IdentityHeader)
        {
            throw new IdentityError(401, $"The header {SecretHeader} is missing or wrong.");
        }
    }

    private static async Task AnswerAsync(CallContext call, Func<string, string?> parameter)
    {
        string resource = parameter("resource") ?? throw new IdentityError(400, "The parameter 'resource' is missing.");
        string audience = Audience(call, resource);
        ManagedIdentity identity = Find(call, parameter);
        TokenIssuer tokens = call.Sandbox.Tokens;
        string token = tokens.Issue(identity, new AccessTokenRequest { Audience = audience, Proof = "2" });
        long expires = (call.Sandbox.Clock.GetUtcNow() + tokens.Lifetime).ToUnixTimeSeconds();
        await call.AnswerAsync(200, json =>
        {
            json.WriteString("access_token", token);
            WriteNumber(json, "expires_in", (long)tokens.Lifetime.TotalSeconds, call.Sandbox.Switches);
            WriteNumber(json, "expires_on", expires, call.Sandbox.Switches);
            json.WriteString("resource", resource);
            json.WriteString("token_type", "Bearer");
            json.WriteString("client_id", identity.ClientId);
        });
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, long number, SandboxSwitches switches)
    {
        if (switches.IdentityNumbersAreTexts)
        {
            json.WriteString(name, number.ToString(CultureInfo.InvariantCulture));
        }
        else
        {
            json.WriteNumber(name, number);
        }
    }

    /// <summary>The token is for what was asked for, to the last slash; the address of the sandbox stands for Graph.</summary>
    private static string Audience(CallContext call, string resource)
    {
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

        return plain == TokenIssuer.GraphAudience
            ? resource
            : throw new IdentityError(400, $"AADSTS500011: The resource principal named {resource} was not found in the tenant.");
    }

    private static ManagedIdentity Find(CallContext call, Func<string, string?> parameter)
    {
        IReadOnlyList<ManagedIdentity> identities = call.Sandbox.Tenant.ManagedIdentities;
        ManagedIdentity? found = (parameter("client_id"), parameter("object_id") ?? parameter("principal_id"), parameter("mi_res_id")) switch
        {
            (null, null, null) => identities.FirstOrDefault(static identity => identity.IsSystemAssigned),
            (string clientId, _, _) => identities.FirstOrDefault(identity => Is(identity.ClientId, clientId)),
            (_, string objectId, _) => identities.FirstOrDefault(identity => Is(identity.ObjectId, objectId)),
            (_, _, string resourceId)
                => identities.FirstOrDefault(identity => string.Equals(identity.ResourceId, resourceId, StringComparison.OrdinalIgnoreCase)),
        };
        return found ?? throw new IdentityError(400, "User assigned identity is currently not supported clientID must not be passed in request");
    }

    private static bool Is(Guid id, string text) => Guid.TryParse(text, out Guid guid) && guid == id;
}
