using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.OData;
using MailboxImportExport.Sandbox.Tenant;

namespace MailboxImportExport.Sandbox.Graph.Folders;

/// <summary>Deletes a folder with everything in it. Microsoft's pages show two forms of the path, one with $ref behind it.</summary>
internal static class DeleteFolderEndpoint
{
    public static Task AnswerPlainAsync(CallContext call) => AnswerAsync(call, FolderDeleteForm.Plain);

    public static Task AnswerReferenceAsync(CallContext call) => AnswerAsync(call, FolderDeleteForm.Reference);

    private static async Task AnswerAsync(CallContext call, FolderDeleteForm form)
    {
        SandboxSwitches switches = call.Sandbox.Switches;
        if (switches.FolderDeleteForm != FolderDeleteForm.Any && switches.FolderDeleteForm != form)
        {
            throw new GraphError(switches.OtherFolderDeleteFormStatus, "BadRequest", "Specified HTTP method is not allowed for the request target.");
        }

        SandboxFolder folder = MailboxResolver.FolderOfPath(call);
        new EntityQueryParser(EntityQueryParser.NoOptions).Parse(call.Record.Query);
        RequireDeletable(switches, folder);
        Delete(switches, folder);
        await call.AnswerEmptyAsync();
    }

    private static void RequireDeletable(SandboxSwitches switches, SandboxFolder folder)
    {
        IReadOnlyList<SandboxFolder> subtree = folder.Subtree;
        if (folder == folder.Mailbox.Root || subtree.Any(static below => below.WellKnownName is not null))
        {
            throw new GraphError(switches.WellKnownFolderStatus, switches.WellKnownFolderCode, "Distinguished folders cannot be deleted.");
        }

        List<SandboxFolder> holding = [.. subtree.Where(static below => !below.IsSearchFolder)];
        if (switches.RefuseNonEmptyFolderDeletion && (subtree.Count > 1 || holding.Any(static below => below.Everything.Count > 0)))
        {
            throw new GraphError(400, "ErrorCannotDeleteObject", "The folder is not empty.");
        }

        if (switches.FolderDeletion == FolderDeletion.Removed
            && holding.SelectMany(static below => below.Everything).Any(folder.Mailbox.Holds.Cover))
        {
            throw new GraphError(403, "ErrorAccessDenied", "The folder holds items that must not be deleted for good.");
        }
    }

    private static void Delete(SandboxSwitches switches, SandboxFolder folder)
    {
        // Deleted once more in Recoverable Items it is gone.
        SandboxFolder? target = switches.FolderDeletion switch
        {
            FolderDeletion.Removed => null,
            _ when IsBelow(folder, FolderRole.Deletions) => null,
            FolderDeletion.ToDeletedItems when !IsBelow(folder, FolderRole.DeletedItems) => folder.Mailbox.WithRole(FolderRole.DeletedItems),
            _ => folder.Mailbox.WithRole(FolderRole.Deletions),
        };
        if (target is null)
        {
            folder.Mailbox.RemoveFolder(folder);
        }
        else
        {
            folder.Mailbox.MoveFolder(folder, target);
        }
    }

    private static bool IsBelow(SandboxFolder folder, FolderRole role) => folder.Ancestors.Any(ancestor => ancestor.Role == role);
}
