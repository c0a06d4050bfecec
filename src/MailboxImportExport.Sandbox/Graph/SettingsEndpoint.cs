using System;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Identity;
using MailboxImportExport.Sandbox.OData;
using MailboxImportExport.Sandbox.Tenant;

namespace MailboxImportExport.Sandbox.Graph;

/// <summary>users/{id}/settings/exchange: the mailbox ids of a user.</summary>
internal static class SettingsEndpoint
{
    public static async Task AnswerAsync(CallContext call)
    {
        new EntityQueryParser(EntityQueryParser.NoOptions).Parse(call.Record.Query);
        AccessControl.RequireOnDirectory(call);
        string id = call.Values["user"];
        SandboxUser user = call.Sandbox.Tenant.FindUser(id)
            ?? throw new GraphError(404, "Request_ResourceNotFound", $"Resource '{id}' does not exist or one of its queried reference-property objects are not present.");
        SandboxMailbox mailbox = user.Mailbox
            ?? throw new GraphError(404, "MailboxNotEnabledForRESTAPI", "The mailbox is either inactive, soft-deleted, or is hosted on-premise.");
        SandboxSwitches switches = call.Sandbox.Switches;
        string key = id.Replace("@", "%40", StringComparison.Ordinal);
        await call.AnswerAsync(200, json =>
        {
            json.WriteString("@odata.context", $"{call.VersionUri}/$metadata#users('{key}')/settings/exchange/$entity");
            json.WriteString("primaryMailboxId", mailbox.Id);
            if (!call.IsBeta && !switches.ReturnArchiveIdOnV1)
            {
                return;
            }

            if (user.Archive is SandboxMailbox archive)
            {
                json.WriteString("inPlaceArchiveMailboxId", archive.Id);
            }
            else if (switches.ReturnNullForMissingArchive)
            {
                json.WriteNull("inPlaceArchiveMailboxId");
            }
        });
    }
}
