using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Graph.Delta;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.OData;
using MailboxImportExport.Sandbox.Tenant;

namespace MailboxImportExport.Sandbox.Graph.Folders;

/// <summary>folders/delta: the whole visible tree, flat; childFolders/delta: what stands below a folder.</summary>
internal static class FolderDeltaEndpoint
{
    public static Task AnswerTreeAsync(CallContext call)
    {
        SandboxMailbox mailbox = MailboxResolver.Mailbox(call);
        string path = $"admin/exchange/mailboxes/{mailbox.Id}/folders/delta";
        return AnswerAsync(call, mailbox.VisibleRoot, DeltaCollection.Folders, path);
    }

    public static Task AnswerChildrenAsync(CallContext call)
    {
        SandboxMailbox mailbox = MailboxResolver.Mailbox(call);
        SandboxFolder parent = MailboxResolver.Folder(call, mailbox);
        string path = $"admin/exchange/mailboxes/{mailbox.Id}/folders/{call.Values["folder"]}/childFolders/delta";
        return AnswerAsync(call, parent, DeltaCollection.ChildFolders, path);
    }

    private static Task AnswerAsync(CallContext call, SandboxFolder scope, DeltaCollection collection, string path)
    {
        FolderView view = new(call);
        EntityQuery query = GraphQuery.Read(call, EntityQueryParser.FolderDeltaOptions, view.Properties);
        Source source = new(call.Sandbox.Switches, view, scope, collection);
        DeltaScope binding = new(call.Version, collection, scope.Mailbox.Guid, scope.Entry);
        DeltaRound<SandboxFolder> round = new DeltaQuery<SandboxFolder>(call, binding, source).Round(query);
        return new DeltaPage<SandboxFolder>(call, path, source).AnswerAsync(round);
    }

    private sealed class Source(SandboxSwitches switches, FolderView view, SandboxFolder scope, DeltaCollection collection)
        : IDeltaSource<SandboxFolder>
    {
        public string EntityName => "mailboxFolder";

        public DeltaChanges<SandboxFolder> Changes(EntityQuery query, long since, int heldBack)
        {
            bool isRecursive = collection == DeltaCollection.Folders || switches.ChildFolderDeltaIsRecursive;
            DeltaChanges<SandboxFolder> changes = scope.Mailbox.FolderChanges(scope, isRecursive, since, heldBack);
            DeltaEntry<SandboxFolder> root = new(scope.Id, scope, IsMoved: false);
            bool tellsRoot = collection == DeltaCollection.Folders && scope.Change > since && TellsRoot();
            return changes with
            {
                Entries =
                [
                    .. tellsRoot ? [root] : Enumerable.Empty<DeltaEntry<SandboxFolder>>(),
                    .. changes.Entries.Where(entry => entry.Entity is null || view.IsListed(entry.Entity, includeHidden: false)),
                ],
            };
        }

        public void Write(Utf8JsonWriter json, EntityQuery query, SandboxFolder entity) => view.Write(json, query, entity);

        private bool TellsRoot() => switches.FolderDeltaTellsRoot switch
        {
            DeltaRoot.Always => true,
            DeltaRoot.InArchives => scope.Mailbox.IsArchive,
            _ => false,
        };
    }
}
