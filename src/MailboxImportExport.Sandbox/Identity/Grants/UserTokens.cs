using System;
using System.Buffers.Text;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Identity.SignIn;
using MailboxImportExport.Sandbox.Tenant;

namespace MailboxImportExport.Sandbox.Identity.Grants;

/// <summary>Answers with the tokens of a user: for access, for renewal and about the user.</summary>
internal static class UserTokens
{
    /// <summary>How long a refresh token lives that nobody uses.</summary>
    public static readonly TimeSpan RefreshLifetime = TimeSpan.FromDays(90);

    public static async Task AnswerAsync(
        CallContext call,
        FormBody form,
        SandboxApplication application,
        SandboxUser user,
        ScopeRequest scopes,
        string? nonce = null)
    {
        call.Sandbox.SignIns.ThrowIfRefused();
        IReadOnlyList<string> permissions = Granted(application, user, scopes);
        TokenIssuer tokens = call.Sandbox.Tokens;
        AccessTokenRequest request = new() { Permissions = permissions, Claims = ClaimsChallenge.Read(form["claims"]) };
        string token = tokens.Issue(user, application, request);
        string? refresh = scopes.WantsRefreshToken
            ? call.Sandbox.SignIns.Add(new RefreshToken(application, user, scopes, call.Sandbox.Clock.GetUtcNow() + RefreshLifetime))
            : null;
        string? id = scopes.WantsIdToken ? tokens.IssueId(call.Sandbox.Authority, user, application, nonce) : null;
        await call.AnswerAsync(200, json =>
        {
            json.WriteString("token_type", "Bearer");
            json.WriteString("scope", Scope(permissions, scopes));
            json.WriteNumber("expires_in", (int)tokens.Lifetime.TotalSeconds);
            json.WriteNumber("ext_expires_in", (int)tokens.Lifetime.TotalSeconds);
            json.WriteString("access_token", token);
            WriteIfAny(json, "refresh_token", refresh);
            WriteIfAny(json, "id_token", id);
            WriteIfAny(json, "client_info", form["client_info"] is null ? null : ClientInfo(call, user));
        });
    }

    /// <summary>What the user or an administrator has consented to for this application; refused when something asked for is missing.</summary>
    public static IReadOnlyList<string> Granted(SandboxApplication application, SandboxUser user, ScopeRequest scopes)
    {
        HashSet<string> consented = [.. application.DelegatedGrants.Where(grant => grant.IsFor(user)).SelectMany(static grant => grant.Scopes)];
        IReadOnlyList<string> wanted = scopes.WantsDefault ? [.. consented] : scopes.Permissions;
        return wanted.Count > 0 && wanted.All(consented.Contains) ? wanted : throw EntraErrors.Of(65001);
    }

    private static string Scope(IReadOnlyList<string> permissions, ScopeRequest scopes)
    {
        List<string> names = [.. permissions.Select(static permission => $"{TokenIssuer.GraphAudience}/{permission}")];
        if (scopes.WantsDefault)
        {
            names.Add($"{TokenIssuer.GraphAudience}/.default");
        }

        return string.Join(' ', scopes.WantsIdToken ? ["openid", "profile", .. names] : names);
    }

    private static void WriteIfAny(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    /// <summary>Who the account is, for the cache of the client.</summary>
    private static string ClientInfo(CallContext call, SandboxUser user)
        => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(new { uid = user.ObjectId, utid = call.Sandbox.Tenant.Id }));
}
