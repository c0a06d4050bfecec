using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.OData;
using MailboxImportExport.Sandbox.Tenant;

namespace MailboxImportExport.Sandbox.Graph.Export;

/// <summary>exportItems: up to twenty items of one mailbox, each with its stream or with an error of its own.</summary>
internal static class ExportEndpoint
{
    private const int MaximumIds = 20;
    private const string ErrorMember = "error";
    private const string CapitalizedErrorMember = "Error";

    public static async Task AnswerAsync(CallContext call)
    {
        SandboxMailbox mailbox = MailboxResolver.Mailbox(call);
        new EntityQueryParser(EntityQueryParser.NoOptions).Parse(call.Record.Query);
        ExportBody body = await JsonBody.ReadAsync<ExportBody>(call);
        IReadOnlyList<string> ids = Accept(body.ItemIds, call.Sandbox.Switches);
        await call.BeforeAnswerAsync();
        await WriteAsync(call, mailbox, Answered(call, ids));
    }

    private static List<string> Accept(IReadOnlyList<string> ids, SandboxSwitches switches)
    {
        if (ids.Count is 0 or > MaximumIds)
        {
            throw new GraphError(400, "BadRequest", $"The number of item ids must be between 1 and {MaximumIds}.");
        }

        // The reader of bodies knows nothing of the entries of a list.
        if (ids.Any(static id => id is null))
        {
            throw new GraphError(400, "BadRequest", "An item id is null.");
        }

        List<string> distinct = [.. ids.Distinct(StringComparer.Ordinal)];
        return switches.DuplicateExportIds switch
        {
            DuplicateIdAnswer.AnsweredOnce => distinct,
            DuplicateIdAnswer.Refused when distinct.Count < ids.Count
                => throw new GraphError(400, "BadRequest", "An item id is given more than once."),
            _ => [.. ids],
        };
    }

    /// <summary>The ids that get an entry, in the order of the answer. Some may be left out without a word, but never of a single one.</summary>
    private static IEnumerable<string> Answered(CallContext call, IReadOnlyList<string> ids)
    {
        if (ids.Count == 1)
        {
            return ids;
        }

        SandboxSwitches switches = call.Sandbox.Switches;
        bool isReversed = switches.ReverseExportOrder || call.Sandbox.Faults.Strikes(call, FaultKind.ReversedOrder);
        int every = switches.DropEveryNthExportedItem;
        return (isReversed ? ids.Reverse() : ids)
            .Skip(call.Sandbox.Faults.Strikes(call, FaultKind.MissingIds) ? 1 : 0)
            .Where(id => !switches.DropExportedItems.Contains(id))
            .Where((_, index) => every <= 0 || (index + 1) % every != 0);
    }

    private static async Task WriteAsync(CallContext call, SandboxMailbox mailbox, IEnumerable<string> ids)
    {
        SandboxSwitches switches = call.Sandbox.Switches;
        call.Response.ContentType = "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8";
        ExportWriter writer = new(call.Response.BodyWriter, switches.TruncateExportBodyAfter);
        writer.Begin($"{call.VersionUri}/$metadata#Collection(microsoft.graph.exportItemResponse)");
        foreach (string id in ids)
        {
            await WriteEntryAsync(call, writer, mailbox, id);

            if (writer.IsTruncated)
            {
                break;
            }
        }

        await writer.EndAsync(call.Aborted);
    }

    private static Task WriteEntryAsync(CallContext call, ExportWriter writer, SandboxMailbox mailbox, string id)
    {
        if (EntryId.Parse(id) is not EntryId entry)
        {
            writer.WriteError(id, MemberOf(call), "ErrorInvalidIdMalformed", "Id is malformed.");
        }
        else if (Elsewhere(call, mailbox, entry) is string address)
        {
            // Spelled as in the one example that Microsoft shows.
            writer.WriteError(id, CapitalizedErrorMember, "ErrorArchiveFolderMovedPermanently", address);
        }
        else if (mailbox.FindItem(entry) is SandboxItem item)
        {
            return WriteItemAsync(call, writer, item);
        }
        else
        {
            writer.WriteError(id, MemberOf(call), "ErrorItemNotFound", "The specified object was not found in the store.");
        }

        return Task.CompletedTask;
    }

    /// <summary>The address at which an item of an expanded archive is to be asked for; null when it is here, or nowhere.</summary>
    private static string? Elsewhere(CallContext call, SandboxMailbox mailbox, EntryId item)
    {
        const string Path = "admin/exchange/mailboxes";
        Faults faults = call.Sandbox.Faults;
        return call.Fault switch
        {
            FaultKind.RedirectLoop when faults.Strikes(call, FaultKind.RedirectLoop) => $"{call.VersionUri}/{Path}/{mailbox.Id}/exportItems",
            FaultKind.RedirectToForeignHost when faults.Strikes(call, FaultKind.RedirectToForeignHost)
                => $"https://{Faults.ForeignHost}/{call.Version}/{Path}/{mailbox.Id}/exportItems",
            _ when ExpandedFolders.Locate(call.Sandbox.Tenant, mailbox, item) is SandboxMailbox other
                => $"{call.VersionUri}/{Path}/{other.Id}/exportItems",
            _ => null,
        };
    }

    private static async Task WriteItemAsync(CallContext call, ExportWriter writer, SandboxItem item)
    {
        string changeKey = item.ChangeKey.Listed;
        if (call.Sandbox.PreparedExports.Find(item) is PreparedExport prepared)
        {
            await writer.WriteItemAsync(item.Id, changeKey, prepared, call.Aborted);
            Record(call, item, (prepared.Sha256, prepared.Length), writer.IsTruncated);
            return;
        }

        IEnumerable<ReadOnlyMemory<byte>> stream = ItemExporter.Export(item, call.Sandbox.Switches);
        (string Sha256, long Length)? sent = await writer.WriteItemAsync(item.Id, changeKey, stream, call.Aborted);
        Record(call, item, sent.GetValueOrDefault(), isTruncated: sent is null);
    }

    private static void Record(CallContext call, SandboxItem item, (string Sha256, long Length) sent, bool isTruncated)
    {
        if (!isTruncated)
        {
            call.Sandbox.Tenant.Record(new ExportedItem(item.Mailbox, item.Id, item.ChangeKey.Listed, sent.Sha256, sent.Length));
        }
    }

    private static string MemberOf(CallContext call)
        => call.Sandbox.Switches.CapitalizeErrorMember || call.Sandbox.Faults.Strikes(call, FaultKind.CapitalizedError)
            ? CapitalizedErrorMember
            : ErrorMember;
}
