using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Graph.Delta;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.OData;
using MailboxImportExport.Sandbox.Tenant;

namespace MailboxImportExport.Sandbox.Graph.Items;

/// <summary>items/delta: what has come into a folder, has changed in it and has left it.</summary>
internal static class ItemDeltaEndpoint
{
    private const string Received = "receivedDateTime";

    public static Task AnswerAsync(CallContext call)
    {
        SandboxMailbox mailbox = MailboxResolver.Mailbox(call);
        SandboxFolder folder = MailboxResolver.Folder(call, mailbox);
        EntityQuery query = GraphQuery.Read(call, EntityQueryParser.ItemDeltaOptions, ItemView.Properties);
        if (folder.IsSearchFolder)
        {
            throw new GraphError(400, "ErrorInvalidOperation", "Changes of a search folder cannot be tracked.");
        }

        Source source = new(new ItemView(call), folder);
        DeltaScope scope = new(call.Version, DeltaCollection.Items, mailbox.Guid, folder.Entry);
        DeltaRound<SandboxItem> round = new DeltaQuery<SandboxItem>(call, scope, source).Round(query);
        string path = $"admin/exchange/mailboxes/{mailbox.Id}/folders/{call.Values["folder"]}/items/delta";
        return new DeltaPage<SandboxItem>(call, path, source).AnswerAsync(round);
    }

    private sealed class Source(ItemView view, SandboxFolder folder) : IDeltaSource<SandboxItem>
    {
        public string EntityName => "mailboxItem";

        public DeltaChanges<SandboxItem> Changes(EntityQuery query, long since, int heldBack)
        {
            Predicate<SandboxItem> filter = Filter(query.Filter);
            bool isOrdered = IsOrdered(query.OrderBy);
            DeltaChanges<SandboxItem> changes = folder.Mailbox.ItemChanges(folder, since, heldBack);
            IEnumerable<DeltaEntry<SandboxItem>> entries = changes.Entries.Where(entry => entry.Entity is null || filter(entry.Entity));
            return changes with { Entries = [.. isOrdered ? entries.OrderByDescending(static entry => entry.Entity?.Received) : entries] };
        }

        public void Write(Utf8JsonWriter json, EntityQuery query, SandboxItem entity) => view.Write(json, query, entity);

        private static Predicate<SandboxItem> Filter(FilterNode? node) => node switch
        {
            null => static _ => true,
            ComparisonNode { Operand: { Path: Received, CastType: null }, Operator: "ge", Literal: DateTimeOffset time }
                => item => item.Received >= time,
            ComparisonNode { Operand: { Path: Received, CastType: null }, Operator: "gt", Literal: DateTimeOffset time }
                => item => item.Received > time,
            _ => throw new QueryException($"The only filters that are supported are '{Received} ge' and '{Received} gt'."),
        };

        private static bool IsOrdered(IReadOnlyList<OrderTerm> terms) => terms switch
        {
            [] => false,
            [{ Property: Received, IsDescending: true }] => true,
            _ => throw new QueryException($"The only order that is supported is '{Received} desc'."),
        };
    }
}
