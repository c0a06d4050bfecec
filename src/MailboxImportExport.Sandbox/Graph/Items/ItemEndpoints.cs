using System.Collections.Generic;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.OData;
using MailboxImportExport.Sandbox.Tenant;

namespace MailboxImportExport.Sandbox.Graph.Items;

/// <summary>Lists and shows items.</summary>
internal static class ItemEndpoints
{
    /// <summary>…/folders/{folder}/items.</summary>
    public static async Task ListAsync(CallContext call)
    {
        SandboxFolder folder = Folder(call);
        EntityQuery query = GraphQuery.Read(call, EntityQueryParser.ListOptions, ItemView.Properties);
        RefuseWhatIsSwitchedOff(call.Sandbox.Switches, query);
        ItemView view = new(call);
        string path = $"admin/exchange/mailboxes/{folder.Mailbox.Id}/folders('{call.Values["folder"]}')/items";
        await new EntityPage<SandboxItem>(call, query, path)
            .AnswerAsync(ItemSelection.Of(call, folder, query), (json, item) => view.Write(json, query, item));
    }

    /// <summary>…/folders/{folder}/items/{item}.</summary>
    public static Task GetAsync(CallContext call)
    {
        SandboxFolder folder = Folder(call);
        EntityQuery query = GraphQuery.Read(call, EntityQueryParser.EntityOptions, ItemView.Properties);
        SandboxItem item = MailboxResolver.Item(folder, call.Values["item"]);
        string path = $"admin/exchange/mailboxes/{folder.Mailbox.Id}/folders('{call.Values["folder"]}')/items/$entity";
        return call.AnswerAsync(200, json =>
        {
            json.WriteString("@odata.context", $"{call.VersionUri}/$metadata#{path}");
            new ItemView(call).Write(json, query, item);
        });
    }

    private static SandboxFolder Folder(CallContext call) => MailboxResolver.Folder(call, MailboxResolver.Mailbox(call));

    private static void RefuseWhatIsSwitchedOff(SandboxSwitches switches, EntityQuery query)
    {
        HashSet<string> filtered = [.. FilterPaths.Of(query.Filter)];
        bool byTime = filtered.Contains(ItemView.Created);
        if ((switches.RefuseCreatedDateTimeFilter && byTime)
            || (switches.RefuseOrderBy && query.OrderBy.Count > 0)
            || (switches.RefuseFilterWithOrderBy && byTime && query.OrderBy.Count > 0)
            || (switches.RefuseTypeAndSizeFilter && (filtered.Contains("type") || filtered.Contains("size")))
            || (switches.RefuseExtendedPropertyFilter && filtered.Contains(FilterPaths.ExtendedProperty)))
        {
            throw new GraphError(400, "InefficientFilter", "The restriction or sort order is too complex for this operation.");
        }
    }
}
