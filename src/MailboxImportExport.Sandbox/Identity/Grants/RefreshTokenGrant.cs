using System.Collections.Generic;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Identity.SignIn;
using MailboxImportExport.Sandbox.Tenant;

namespace MailboxImportExport.Sandbox.Identity.Grants;

/// <summary>A client asks for new tokens of a user who has signed in before. Each time it gets another refresh token.</summary>
internal sealed class RefreshTokenGrant : IGrant
{
    public IReadOnlyList<string> Names { get; } = ["refresh_token"];

    public Task AnswerAsync(CallContext call, FormBody form)
    {
        TokenRequests.RequireTenant(call, isForUsers: true);
        SandboxApplication application = TokenRequests.Application(call, TokenRequests.Required(form, "client_id"));
        TokenRequests.RequireProofUnlessPublic(call, form, application);
        SignIns signIns = call.Sandbox.SignIns;
        string text = TokenRequests.Required(form, "refresh_token");
        RefreshToken token = signIns.FindRefreshToken(text)
            ?? throw new LoginError(400, "invalid_grant", 9002313, "Invalid request. Request is malformed or invalid.");
        if (token.Application != application)
        {
            throw new LoginError(400, "invalid_grant", 700025, "The refresh token was issued to another client.");
        }

        if (signIns.IsRevoked(text))
        {
            throw EntraErrors.Of(50173);
        }

        if (token.Expires <= call.Sandbox.Clock.GetUtcNow())
        {
            throw EntraErrors.Of(700082);
        }

        if (call.Sandbox.Switches.RefreshTokensWorkOnce)
        {
            signIns.RevokeToken(text);
        }

        // Other permissions may be asked for than at first, as long as they have been consented to.
        ScopeRequest scopes = form["scope"] is string scope ? ScopeRequest.Parse(call, scope) with { WantsRefreshToken = true } : token.Scopes;
        return UserTokens.AnswerAsync(call, form, application, token.User, scopes);
    }
}
