using System;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Identity;
using MailboxImportExport.Sandbox.Tenant;

namespace MailboxImportExport.Sandbox.Import;

/// <summary>Checks that an import comes through a session that is meant for it.</summary>
internal static class ImportSession
{
    /// <summary>The mailbox the session is for.</summary>
    public static SandboxMailbox Open(CallContext call)
    {
        if (call.Request.Headers.ContainsKey("Authorization"))
        {
            throw new ImportError(400, "The Authorization header must not be present: the address of the session carries its own token.");
        }

        Jwt token = call.Sandbox.Tokens.Verify(call.Request.Query["authtoken"].ToString())
            ?? throw new ImportError(401, "The token of the import session is missing or invalid.");
        if (token.Claim("aud") != call.Sandbox.ImportAuthority)
        {
            throw new ImportError(401, "The token is not that of an import session.");
        }

        if (token.Time("exp") <= call.Sandbox.Clock.GetUtcNow())
        {
            throw new ImportError(401, "The import session has expired.");
        }

        string mailbox = token.Claim("mbx") ?? string.Empty;
        if (!string.Equals(mailbox, call.Values["mailbox"], StringComparison.OrdinalIgnoreCase) || $"g{token.Claim("ver")}" != call.Values["version"])
        {
            throw new ImportError(403, "The import session is for another mailbox or version.");
        }

        foreach (SandboxMailbox candidate in call.Sandbox.Tenant.Mailboxes)
        {
            if (candidate.Id == mailbox)
            {
                return candidate;
            }
        }

        throw new ImportError(404, "The mailbox does not exist.");
    }
}
