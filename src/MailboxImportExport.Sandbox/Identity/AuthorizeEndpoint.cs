using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Identity.Grants;
using MailboxImportExport.Sandbox.Identity.SignIn;
using MailboxImportExport.Sandbox.Tenant;
using Microsoft.AspNetCore.Http;

namespace MailboxImportExport.Sandbox.Identity;

/// <summary>
/// The page a browser is sent to for a sign-in. There is no form to fill in: the user signs in at once who is named in the request, or who
/// has been set to, and the browser goes back to the client.
/// </summary>
internal static class AuthorizeEndpoint
{
    private const string Query = "query";
    private const string FormPost = "form_post";
    private static readonly TimeSpan CodeLifetime = TimeSpan.FromMinutes(10);

    public static async Task AnswerAsync(CallContext call)
    {
        TokenRequests.RequireTenant(call, isForUsers: true);
        IQueryCollection query = call.Request.Query;
        SandboxApplication application = TokenRequests.Application(call, query["client_id"].ToString());
        string redirect = query["redirect_uri"].ToString();

        // A browser is never sent to an address that is not registered, not even with a refusal.
        if (!application.RedirectUris.Any(registered => Matches(registered, redirect)))
        {
            throw new LoginError(
                400,
                "invalid_request",
                50011,
                $"The redirect URI '{redirect}' does not match the redirect URIs configured for the application '{application.ClientId}'.");
        }

        SandboxUser? user = User(call, query["login_hint"].ToString());
        if (user is null)
        {
            await WritePageAsync(call, "<p>Nobody has been set to sign in.</p>");
            return;
        }

        await ReturnAsync(call, redirect, Outcome(call, application, user, redirect));
    }

    /// <summary>A loopback address matches on any port: the client takes a free one.</summary>
    private static bool Matches(string registered, string redirect)
        => registered == redirect
            || (Uri.TryCreate(registered, UriKind.Absolute, out Uri? wanted)
                && Uri.TryCreate(redirect, UriKind.Absolute, out Uri? given)
                && wanted is { Scheme: "http", Host: "localhost" }
                && given.Scheme == wanted.Scheme
                && given.Host == wanted.Host
                && given.AbsolutePath == wanted.AbsolutePath
                && given.Query.Length == 0);

    private static SandboxUser? User(CallContext call, string hint)
        => hint.Length > 0 && call.Sandbox.Tenant.FindUser(hint) is SandboxUser hinted ? hinted : call.Sandbox.SignIns.User;

    private static Dictionary<string, string> Outcome(CallContext call, SandboxApplication application, SandboxUser user, string redirect)
    {
        IQueryCollection query = call.Request.Query;
        try
        {
            if (query["response_type"] != "code")
            {
                throw new LoginError(400, "unsupported_response_type", 700051, $"response_type '{query["response_type"]}' is not enabled.");
            }

            call.Sandbox.SignIns.ThrowIfRefused();
            ScopeRequest scopes = ScopeRequest.Parse(call, query["scope"].ToString());
            UserTokens.Granted(application, user, scopes);
            AuthorizationCode code = new(application, user, scopes, redirect, call.Sandbox.Clock.GetUtcNow() + CodeLifetime)
            {
                Challenge = Optional(query, "code_challenge"),
                IsPlain = query["code_challenge_method"] != "S256",
                Nonce = Optional(query, "nonce"),
            };
            return new Dictionary<string, string> { ["code"] = call.Sandbox.SignIns.Add(code), ["session_state"] = Guid.NewGuid().ToString("D") };
        }
        catch (LoginError error)
        {
            return new Dictionary<string, string> { ["error"] = error.Error, ["error_description"] = error.Message };
        }
    }

    private static string? Optional(IQueryCollection query, string name) => query.ContainsKey(name) ? query[name].ToString() : null;

    private static async Task ReturnAsync(CallContext call, string redirect, Dictionary<string, string> outcome)
    {
        if (Optional(call.Request.Query, "state") is string state)
        {
            outcome["state"] = state;
        }

        switch (Optional(call.Request.Query, "response_mode") ?? Query)
        {
            case Query:
                string text = string.Join('&', outcome.Select(static pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value)}"));
                call.Response.Headers.Location = $"{redirect}?{text}";
                call.Response.StatusCode = StatusCodes.Status302Found;
                break;
            case FormPost:
                string fields = string.Concat(outcome.Select(static pair
                    => $"<input type=\"hidden\" name=\"{pair.Key}\" value=\"{WebUtility.HtmlEncode(pair.Value)}\">"));
                await WritePageAsync(
                    call,
                    $"<form method=\"post\" action=\"{WebUtility.HtmlEncode(redirect)}\">{fields}</form><script>document.forms[0].submit()</script>");
                break;
            case string other:
                throw new LoginError(400, "invalid_request", 70007, $"'{other}' is not a supported value of 'response_mode'.");
        }
    }

    private static Task WritePageAsync(CallContext call, string body)
    {
        call.Response.ContentType = "text/html; charset=utf-8";
        return call.Response.WriteAsync($"<!DOCTYPE html><title>Sign in to the sandbox</title>{body}", call.Aborted);
    }
}
