using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Tenant;

namespace MailboxImportExport.Sandbox.Identity;

/// <summary>The token endpoint of the sign-in service, for applications that prove themselves with a secret or a certificate.</summary>
internal static class TokenEndpoint
{
    private const string AssertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    private const string WithSecret = "1";
    private const string WithCertificate = "2";

    public static async Task AnswerAsync(CallContext call)
    {
        string tenant = call.Values["tenant"];
        if (!call.Sandbox.Tenant.IsCalled(tenant))
        {
            throw new LoginError(400, "invalid_request", 90002, $"Tenant '{tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud.");
        }

        FormBody form = await FormBody.ReadAsync(call);
        string grant = Required(form, "grant_type");
        if (grant != "client_credentials")
        {
            throw new LoginError(400, "unsupported_grant_type", 70003, $"The app requested an unsupported grant type '{grant}'.");
        }

        SandboxApplication application = FindApplication(call, Required(form, "client_id"));
        string proof = Prove(call, form, application);
        RequireScope(call, Required(form, "scope"));
        string token = call.Sandbox.Tokens.Issue(application, new AccessTokenRequest { Proof = proof });
        await call.AnswerAsync(200, json => Write(json, token, (int)call.Sandbox.Tokens.Lifetime.TotalSeconds));
    }

    private static void Write(Utf8JsonWriter json, string token, int seconds)
    {
        json.WriteString("token_type", "Bearer");
        json.WriteNumber("expires_in", seconds);
        json.WriteNumber("ext_expires_in", seconds);
        json.WriteString("access_token", token);
    }

    private static string Required(FormBody form, string name)
        => form[name] is { Length: > 0 } value
            ? value
            : throw new LoginError(400, "invalid_request", 900144, $"The request body must contain the following parameter: '{name}'.");

    private static SandboxApplication FindApplication(CallContext call, string clientId)
        => call.Sandbox.Tenant.Applications.FirstOrDefault(application => Guid.TryParse(clientId, out Guid id) && application.ClientId == id)
            ?? throw new LoginError(
                400,
                "unauthorized_client",
                700016,
                $"Application with identifier '{clientId}' was not found in the directory '{call.Sandbox.Tenant.Name}'. This can happen if the application has not been installed by the administrator of the tenant.");

    private static string Prove(CallContext call, FormBody form, SandboxApplication application)
    {
        if (form["client_assertion"] is string assertion)
        {
            if (form["client_assertion_type"] != AssertionType)
            {
                throw new LoginError(400, "invalid_request", 50027, $"The client assertion type must be '{AssertionType}'.");
            }

            ClientAssertion.Verify(call, application, assertion);
            return WithCertificate;
        }

        if (form["client_secret"] is not string secret)
        {
            throw new LoginError(401, "invalid_client", 7000218, "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.");
        }

        ClientSecret known = application.Secrets.FirstOrDefault(known => known.Value == secret)
            ?? throw new LoginError(
                401,
                "invalid_client",
                7000215,
                $"Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '{application.ClientId}'.");
        return known.Expires > call.Sandbox.Clock.GetUtcNow()
            ? WithSecret
            : throw new LoginError(401, "invalid_client", 7000222, $"The provided client secret keys for app '{application.ClientId}' are expired.");
    }

    /// <summary>The sandbox's own address stands for Graph, with and without its port: libraries differ in which one they ask for.</summary>
    private static void RequireScope(CallContext call, string scope)
    {
        HashSet<string> scopes =
        [
            $"{TokenIssuer.GraphAudience}/.default",
            $"{call.Sandbox.Authority}/.default",
            $"https://{call.Sandbox.Uri.Host}/.default",
        ];
        if (!scopes.Contains(scope))
        {
            throw new LoginError(400, "invalid_scope", 70011, $"The provided request must include a 'scope' input parameter. The provided value for the input parameter 'scope' is not valid. The scope {scope} is not valid.");
        }
    }
}
