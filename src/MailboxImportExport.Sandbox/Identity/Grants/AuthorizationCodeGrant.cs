using System;
using System.Buffers.Text;
using System.Collections.Generic;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Identity.SignIn;
using MailboxImportExport.Sandbox.Tenant;

namespace MailboxImportExport.Sandbox.Identity.Grants;

/// <summary>A client hands in what the browser has brought back, and proves that it is the one that sent the browser (PKCE, RFC 7636).</summary>
internal sealed class AuthorizationCodeGrant : IGrant
{
    public IReadOnlyList<string> Names { get; } = ["authorization_code"];

    public Task AnswerAsync(CallContext call, FormBody form)
    {
        TokenRequests.RequireTenant(call, isForUsers: true);
        SandboxApplication application = TokenRequests.Application(call, TokenRequests.Required(form, "client_id"));
        TokenRequests.RequireProofUnlessPublic(call, form, application);
        AuthorizationCode code = Take(call, TokenRequests.Required(form, "code"));
        if (code.Application != application || code.RedirectUri != TokenRequests.Required(form, "redirect_uri"))
        {
            throw Invalid(500112, "The reply address does not match the reply address provided when requesting the authorization code.");
        }

        if (code.Expires <= call.Sandbox.Clock.GetUtcNow())
        {
            throw Invalid(70008, "The provided authorization code or refresh token has expired due to inactivity.");
        }

        RequireVerifier(code, form["code_verifier"]);
        return UserTokens.AnswerAsync(call, form, application, code.User, code.Scopes, code.Nonce);
    }

    private static AuthorizationCode Take(CallContext call, string code)
    {
        SignIns signIns = call.Sandbox.SignIns;
        return signIns.Take(code) ?? throw (signIns.IsRedeemed(code)
            ? Invalid(54005, "OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.")
            : Invalid(9002313, "Invalid request. Request is malformed or invalid."));
    }

    private static void RequireVerifier(AuthorizationCode code, string? verifier)
    {
        if (code.Challenge is null)
        {
            return;
        }

        if (verifier is null)
        {
            throw Invalid(50148, "The code_verifier is missing: the authorization code was asked for with a code_challenge.");
        }

        string challenge = code.IsPlain ? verifier : Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
        if (!string.Equals(challenge, code.Challenge, StringComparison.Ordinal))
        {
            throw Invalid(501481, "The Code_Verifier does not match the code_challenge supplied in the authorization request.");
        }
    }

    private static LoginError Invalid(int number, string reason) => new(400, "invalid_grant", number, reason);
}
