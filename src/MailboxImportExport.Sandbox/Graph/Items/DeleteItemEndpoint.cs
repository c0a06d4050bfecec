using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.OData;
using MailboxImportExport.Sandbox.Tenant;

namespace MailboxImportExport.Sandbox.Graph.Items;

/// <summary>Deletes an item: softly, so that it can be had back from Recoverable Items, or for good.</summary>
internal static class DeleteItemEndpoint
{
    private const string Soft = "softDelete";
    private const string Hard = "hardDelete";
    private static readonly HashSet<string> Options = [EntityQueryParser.DisposalType];

    public static async Task AnswerAsync(CallContext call)
    {
        SandboxMailbox mailbox = MailboxResolver.Mailbox(call);
        SandboxFolder folder = MailboxResolver.Folder(call, mailbox);
        SandboxItem item = MailboxResolver.Item(folder, call.Values["item"]);
        string? disposal = new EntityQueryParser(Options).Parse(call.Record.Query).DisposalType;
        bool isDone = disposal switch
        {
            Soft => DeleteSoftly(call.Sandbox.Switches, item),
            Hard when mailbox.Holds.Cover(item)
                => throw new GraphError(403, "ErrorAccessDenied", "The item is on hold and cannot be deleted for good."),
            Hard => mailbox.RemoveItem(item),
            null => throw new GraphError(400, "BadRequest", $"The parameter '{EntityQueryParser.DisposalType}' is required."),
            _ => throw new GraphError(400, "BadRequest", $"The disposal type '{disposal}' is not known."),
        };
        if (!isDone)
        {
            throw MailboxResolver.NotFound();
        }

        await call.AnswerEmptyAsync();
    }

    private static bool DeleteSoftly(SandboxSwitches switches, SandboxItem item)
    {
        // What is deleted among the deletions goes on to where its owner cannot see it.
        bool isDeleted = item.Folder.Role is FolderRole.Deletions or FolderRole.Purges
            || item.Folder.Ancestors.Any(static folder => folder.Role is FolderRole.Deletions or FolderRole.Purges);
        SandboxFolder? target = item.Mailbox.WithRole(isDeleted ? FolderRole.Purges : FolderRole.Deletions);
        return target is null
            ? item.Mailbox.RemoveItem(item)
            : item.Mailbox.MoveItem(item, target, switches.SoftDeletedItemsKeepTheirIds) is not null;
    }
}
