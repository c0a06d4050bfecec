using System;
using System.Globalization;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.OData;
using MailboxImportExport.Sandbox.Tenant;

namespace MailboxImportExport.Sandbox.Graph;

/// <summary>createImportSession: an address at the import host that carries its own token.</summary>
internal static class ImportSessionEndpoint
{
    public static async Task AnswerAsync(CallContext call)
    {
        SandboxMailbox mailbox = MailboxResolver.Mailbox(call);
        new EntityQueryParser(EntityQueryParser.NoOptions).Parse(call.Record.Query);
        await JsonBody.RequireEmptyAsync(call);
        SandboxSwitches switches = call.Sandbox.Switches;
        DateTimeOffset expires = call.Sandbox.Clock.GetUtcNow() + switches.ImportSessionLifetime;
        string token = call.Sandbox.Tokens.IssueImport(call.Sandbox.ImportAuthority, call.Caller!.ApplicationId, mailbox, call.Version, expires);
        await call.AnswerAsync(switches.ImportSessionStatus, json =>
        {
            json.WriteString("@odata.context", $"{call.VersionUri}/$metadata#microsoft.graph.mailboxItemImportSession");
            json.WriteString("importUrl", $"{call.Sandbox.ImportAuthority}/api/g{call.Version}/Mailboxes('{mailbox.Id}')/importItem?authtoken={token}");
            json.WriteString("expirationDateTime", expires.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture));
        });
    }
}
