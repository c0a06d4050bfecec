using MailboxImportExport.Sandbox.Graph;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Tenant;

namespace MailboxImportExport.Sandbox.Import;

/// <summary>Finds the folder that an import names.</summary>
internal static class ImportFolder
{
    public static SandboxFolder Find(CallContext call, SandboxMailbox mailbox, string id)
    {
        SandboxSwitches switches = call.Sandbox.Switches;
        if (switches.AcceptWellKnownImportFolders && mailbox.WellKnown(id) is SandboxFolder named)
        {
            return named;
        }

        if (EntryId.Parse(id) is not EntryId entry)
        {
            throw new ImportError(400, "FolderId is malformed.");
        }

        if (ExpandedFolders.Owner(call.Sandbox.Tenant, entry) is SandboxMailbox owner && owner != mailbox)
        {
            throw Elsewhere(owner);
        }

        SandboxFolder folder = mailbox.FindFolder(entry) ?? throw new ImportError(400, "FolderId does not name a folder of the mailbox.");
        return folder.IsSearchFolder && !switches.AcceptImportIntoSearchFolders
            ? throw new ImportError(400, "Items cannot be imported into a search folder.")
            : folder;
    }

    /// <summary>The refusal of a session that is of another part of an archive than the folder.</summary>
    public static ImportError Elsewhere(SandboxMailbox owner)
        => new(409, $"Invalid import session. The target session is expected in mailbox {owner.Id}.");
}
