using System;
using System.Linq;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Identity.Grants;

namespace MailboxImportExport.Sandbox.Identity;

/// <summary>The token endpoint of the sign-in service.</summary>
internal static class TokenEndpoint
{
    private static readonly IGrant[] Grants
        = [new ClientCredentialsGrant(), new DeviceCodeGrant(), new AuthorizationCodeGrant(), new RefreshTokenGrant()];

    public static async Task AnswerAsync(CallContext call)
    {
        TokenRequests.RequireTenant(call, isForUsers: true);
        FormBody form = await FormBody.ReadAsync(call);
        string type = TokenRequests.Required(form, "grant_type");
        IGrant grant = Array.Find(Grants, grant => grant.Names.Contains(type))
            ?? throw new LoginError(400, "unsupported_grant_type", 70003, $"The app requested an unsupported grant type '{type}'.");
        await grant.AnswerAsync(call, form);
    }
}
