using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.OData;
using MailboxImportExport.Sandbox.Tenant;

namespace MailboxImportExport.Sandbox.Graph.Folders;

/// <summary>Lists and shows folders.</summary>
internal static class FolderEndpoints
{
    private static readonly HashSet<string> WithHidden = [.. EntityQueryParser.ListOptions, EntityQueryParser.IncludeHidden];

    /// <summary>…/folders: the folders at the top of the visible tree.</summary>
    public static Task ListTopAsync(CallContext call)
    {
        SandboxMailbox mailbox = MailboxResolver.Mailbox(call);
        SandboxSwitches switches = call.Sandbox.Switches;
        IEnumerable<SandboxFolder> folders = mailbox.Folders.Where(folder => folder.Parent == mailbox.VisibleRoot
            || (switches.TopLevelListIncludesDescendants && IsBelow(folder, mailbox.VisibleRoot))
            || (switches.ListSearchFoldersAtTop && folder.IsSearchFolder));
        bool takesHidden = call.IsBeta && switches.IncludeHiddenFoldersAtTop;
        return ListAsync(call, folders, takesHidden, $"admin/exchange/mailboxes/{mailbox.Id}/folders");
    }

    /// <summary>…/folders/{folder}/childFolders: one level below a folder.</summary>
    public static Task ListChildrenAsync(CallContext call)
    {
        SandboxMailbox mailbox = MailboxResolver.Mailbox(call);
        SandboxFolder parent = call.Sandbox.Switches.RedirectChildFolders
            ? MailboxResolver.Folder(call, mailbox)
            : MailboxResolver.FolderItself(call, mailbox);
        return ListAsync(call, parent.Children, call.IsBeta, $"admin/exchange/mailboxes/{mailbox.Id}/folders('{call.Values["folder"]}')/childFolders");
    }

    /// <summary>…/folders/{folder}, and the same below a parent.</summary>
    public static Task GetAsync(CallContext call)
    {
        SandboxFolder folder = MailboxResolver.FolderOfPath(call);
        FolderView view = new(call);
        EntityQuery query = GraphQuery.Read(call, EntityQueryParser.EntityOptions, view.Properties);
        return AnswerAsync(call, 200, query, folder);
    }

    public static Task AnswerAsync(CallContext call, int status, EntityQuery query, SandboxFolder folder) => call.AnswerAsync(status, json =>
    {
        json.WriteString("@odata.context", $"{call.VersionUri}/$metadata#admin/exchange/mailboxes('{Uri.EscapeDataString(folder.Mailbox.Id)}')/folders/$entity");
        new FolderView(call).Write(json, query, folder);
    });

    private static async Task ListAsync(CallContext call, IEnumerable<SandboxFolder> folders, bool takesHidden, string path)
    {
        FolderView view = new(call);
        EntityQuery query = GraphQuery.Read(call, takesHidden ? WithHidden : EntityQueryParser.ListOptions, view.Properties);
        FilterCompiler<SandboxFolder> compiler = new(view.Fields, (folder, id) => ForFilter(call, folder, id));
        Predicate<SandboxFolder> filter = query.Filter is null ? static _ => true : compiler.Compile(query.Filter);
        List<SandboxFolder> all = [.. folders.Where(folder => view.IsListed(folder, query.IncludeHiddenFolders) && filter(folder))];
        await new EntityPage<SandboxFolder>(call, query, path)
            .AnswerAsync(
                new SortedPages<SandboxFolder>(all.Count, Sorting.Apply(all, query.OrderBy, view.Fields)),
                (json, folder) => view.Write(json, query, folder));
    }

    private static object? ForFilter(CallContext call, SandboxFolder folder, ExtendedPropertyId id)
        => FolderProperties.Find(folder, id, call.Sandbox.Switches) is object value ? ExtendedPropertyText.ForFilter(value) : null;

    private static bool IsBelow(SandboxFolder folder, SandboxFolder root)
        => folder.Parent is not null && (folder.Parent == root || IsBelow(folder.Parent, root));
}
