using System;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Mapi;
using MailboxImportExport.Sandbox.Streams;
using MailboxImportExport.Sandbox.Tenant;

namespace MailboxImportExport.Sandbox.Import;

/// <summary>importItem: makes an item of a stream, or replaces one.</summary>
internal static class ImportEndpoint
{
    private const string Create = "create";
    private const string Update = "update";

    public static async Task AnswerAsync(CallContext call)
    {
        SandboxMailbox mailbox = ImportSession.Open(call);
        if (!MediaType.IsJson(call.Request.ContentType))
        {
            throw new ImportError(415, "The content type must be application/json.");
        }

        if (call.Sandbox.Switches.DiscardImports)
        {
            await DiscardedImport.AnswerAsync(call, mailbox);
            return;
        }

        await using ImportRequest request = await ImportBodyReader.ReadAsync(call);
        RequireMembers(request);
        SandboxFolder folder = ImportFolder.Find(call, mailbox, request.FolderId!);
        ItemStream stream = Read(call.Sandbox.Switches, request.Data!);
        ImportRoom.Take(call.Sandbox.Switches, mailbox, request.Data!.Length);
        SandboxItem item = request.Mode == Create
            ? mailbox.AddItem(folder, NewItem(call.Sandbox.Switches, stream))
            : ItemUpdate.Apply(call.Sandbox.Switches, folder, request.ItemId!, request.ChangeKey!, stream.Message);
        Record(call, request, item);
        await AnswerAsync(call, item.Id, item.ChangeKey);
    }

    /// <summary>Tells that an item has been imported.</summary>
    public static Task AnswerAsync(CallContext call, string itemId, ChangeKey changeKey)
        => call.AnswerAsync(200, json =>
        {
            json.WriteString("@odata.context", $"{call.Sandbox.ImportAuthority}/api/{call.Values["version"]}/$metadata#microsoft.graph.importMailboxItemResponse");
            json.WriteString("itemId", itemId);
            json.WriteString("changeKey", changeKey.Imported);
        });

    private static void RequireMembers(ImportRequest request)
    {
        if (request.FolderId is null || request.Mode is null || request.Data is null)
        {
            throw JsonScanner.Malformed("FolderId, Mode and Data are required");
        }

        bool hasTarget = request.ItemId is not null || request.ChangeKey is not null;
        switch (request.Mode)
        {
            case Create when hasTarget:
                throw JsonScanner.Malformed("ItemId and ChangeKey do not belong to the mode create");
            case Update when request.ItemId is null || request.ChangeKey is null:
                throw JsonScanner.Malformed("ItemId and ChangeKey are required for the mode update");
            case not (Create or Update):
                throw JsonScanner.Malformed($"the mode '{request.Mode}' is not known");
        }
    }

    private static ItemStream Read(SandboxSwitches switches, SpooledBytes data)
    {
        try
        {
            return ItemStreamReader.Read(data.Rewind());
        }
        catch (StreamFormatException exception) when (switches.RefuseUnreadableStreams)
        {
            throw new ImportError(400, $"The item data is not valid: {exception.Message}");
        }
        catch (StreamFormatException)
        {
            MessageContent unreadable = new() { Properties = new PropertyBag([Tags.MessageClass.With("IPM.Note"), Tags.Subject.With(string.Empty)]) };
            return new ItemStream(null, unreadable, IsAssociated: false);
        }
    }

    private static NewItem NewItem(SandboxSwitches switches, ItemStream stream)
    {
        DateTimeOffset? created = switches.KeepCreationTimeOnImport ? stream.Message.Properties.Time(Tags.CreationTime) : null;
        MessageContent content = ImportedContent.Of(stream.Message);
        if (switches.GiveSearchKeysOnImport && content.Properties.Content(Tags.SearchKey) is null)
        {
            content = content with { Properties = content.Properties.With(Tags.SearchKey.With(new MemoryContent(Guid.NewGuid().ToByteArray()))) };
        }

        return new NewItem(content) { Created = created, IsAssociated = stream.IsAssociated, ShowsAfter = switches.ImportsShowAfter };
    }

    private static void Record(CallContext call, ImportRequest request, SandboxItem item)
    {
        SpooledBytes data = request.Data!;
        byte[]? bytes = data.Length <= call.Sandbox.Switches.ReceivedBytesLimit ? data.ToArray() : null;
        call.Sandbox.Tenant.Record(new ReceivedImport(item.Mailbox, request.FolderId!, request.Mode!, bytes, data.Sha256(), data.Length, item.Id));
    }
}
