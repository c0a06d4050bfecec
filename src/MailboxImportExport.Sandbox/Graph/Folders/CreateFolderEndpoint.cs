using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Mapi;
using MailboxImportExport.Sandbox.OData;
using MailboxImportExport.Sandbox.Tenant;

namespace MailboxImportExport.Sandbox.Graph.Folders;

/// <summary>Makes a folder, at the top of the visible tree or below another folder.</summary>
internal static class CreateFolderEndpoint
{
    private const string FolderClassPrefix = "IPF";

    public static async Task AnswerAsync(CallContext call)
    {
        SandboxMailbox mailbox = MailboxResolver.Mailbox(call);
        SandboxFolder parent = call.Values.ContainsKey("folder") ? MailboxResolver.Folder(call, mailbox) : mailbox.VisibleRoot;
        EntityQuery query = new EntityQueryParser(EntityQueryParser.NoOptions).Parse(call.Record.Query);
        NewFolder definition = Definition(await JsonBody.ReadAsync<NewFolderBody>(call));
        if (parent.IsSearchFolder)
        {
            throw new GraphError(400, "ErrorInvalidOperation", "A folder cannot be created in a search folder.");
        }

        SandboxFolder folder = mailbox.TryAddFolder(parent, definition)
            ?? throw FolderBodies.NameIsTaken();
        await FolderEndpoints.AnswerAsync(call, 201, query, folder);
    }

    private static NewFolder Definition(NewFolderBody body)
    {
        FolderBodies.RequireName(body.DisplayName);
        if (!body.Type.StartsWith(FolderClassPrefix, StringComparison.OrdinalIgnoreCase))
        {
            throw new GraphError(400, "ErrorInvalidFolderType", $"'{body.Type}' is no folder class.");
        }

        List<MapiProperty> properties = FolderBodies.Properties(body.SingleValueExtendedProperties, body.MultiValueExtendedProperties);
        return new NewFolder(body.DisplayName) { FolderClass = body.Type, Properties = new PropertyBag(properties) };
    }
}
