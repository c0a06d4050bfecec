using System;
using System.Collections.Generic;
using System.Text.Json;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Tenant;

namespace MailboxImportExport.Sandbox.Identity.Grants;

/// <summary>An application asks for itself.</summary>
internal sealed class ClientCredentialsGrant : IGrant
{
    public IReadOnlyList<string> Names { get; } = ["client_credentials"];

    public async Task AnswerAsync(CallContext call, FormBody form)
    {
        TokenRequests.RequireTenant(call, isForUsers: false);
        SandboxApplication application = TokenRequests.Application(call, TokenRequests.Required(form, "client_id"));
        string proof = ClientProof.Check(call, form, application);
        RequireDefaultScope(call, TokenRequests.Required(form, "scope"));
        call.Sandbox.SignIns.ThrowIfRefused();
        RequestedClaims claims = ClaimsChallenge.Read(form["claims"]);
        string token = call.Sandbox.Tokens.Issue(application, new AccessTokenRequest { Proof = proof, Claims = claims });
        await call.AnswerAsync(200, json => Write(json, token, (int)call.Sandbox.Tokens.Lifetime.TotalSeconds));
    }

    private static void Write(Utf8JsonWriter json, string token, int seconds)
    {
        json.WriteString("token_type", "Bearer");
        json.WriteNumber("expires_in", seconds);
        json.WriteNumber("ext_expires_in", seconds);
        json.WriteString("access_token", token);
    }

    /// <summary>What an application may do has been settled by an administrator: it cannot ask for parts of it.</summary>
    private static void RequireDefaultScope(CallContext call, string scope)
    {
        ScopeRequest request = ScopeRequest.Parse(call, scope);
        if (!request.WantsDefault || request.Permissions.Count > 0 || scope.Contains(' ', StringComparison.Ordinal))
        {
            throw ScopeRequest.Invalid(scope);
        }
    }
}
