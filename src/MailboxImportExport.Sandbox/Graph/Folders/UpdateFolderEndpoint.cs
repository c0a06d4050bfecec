using System.Collections.Generic;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Mapi;
using MailboxImportExport.Sandbox.OData;
using MailboxImportExport.Sandbox.Tenant;

namespace MailboxImportExport.Sandbox.Graph.Folders;

/// <summary>Renames a folder, and sets its extended properties.</summary>
internal static class UpdateFolderEndpoint
{
    public static async Task AnswerAsync(CallContext call)
    {
        SandboxFolder folder = MailboxResolver.FolderOfPath(call);
        EntityQuery query = new EntityQueryParser(EntityQueryParser.NoOptions).Parse(call.Record.Query);
        ChangedFolderBody body = await JsonBody.ReadAsync<ChangedFolderBody>(call);
        if (body.Type is not null)
        {
            throw new GraphError(400, "ErrorObjectTypeChanged", "The type of a folder cannot be changed.");
        }

        List<MapiProperty> properties = FolderBodies.Properties(body.SingleValueExtendedProperties, body.MultiValueExtendedProperties);
        if (body.DisplayName is null && properties.Count == 0)
        {
            throw new GraphError(400, "BadRequest", "The request body holds nothing that can be changed.");
        }

        string name = Name(call.Sandbox.Switches, folder, body.DisplayName);
        if (!folder.Mailbox.TryChangeFolder(folder, name, properties))
        {
            throw FolderBodies.NameIsTaken();
        }

        await FolderEndpoints.AnswerAsync(call, 200, query, folder);
    }

    private static string Name(SandboxSwitches switches, SandboxFolder folder, string? wanted)
    {
        if (wanted is null || wanted == folder.DisplayName)
        {
            return folder.DisplayName;
        }

        FolderBodies.RequireName(wanted);
        return folder.WellKnownName is not null && switches.RefuseWellKnownFolderRenaming
            ? throw new GraphError(switches.WellKnownFolderStatus, switches.WellKnownFolderCode, "Distinguished folders cannot be renamed.")
            : wanted;
    }
}
