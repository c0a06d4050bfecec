using System;
using MailboxImportExport.Sandbox.Tenant;

namespace MailboxImportExport.Sandbox.Seed;

/// <summary>
/// Makes an archive one that has expanded: the content of some folders lies in auxiliary mailboxes, while the folders still show in the archive.
/// </summary>
internal static class ArchiveExpansion
{
    /// <summary>Adds an auxiliary mailbox to an archive.</summary>
    public static SandboxMailbox AddAuxiliary(this SandboxTenant tenant, SandboxMailbox archive, Guid? guid = null)
    {
        SandboxMailbox auxiliary = tenant.AddMailbox(guid ?? Guid.NewGuid(), MailboxKind.Auxiliary, archive.Language, archive);
        StandardFolders.AddRecoverableItemsTo(auxiliary);
        return auxiliary;
    }

    /// <summary>
    /// Moves the content of a folder and of all below it into another mailbox of the same archive. Folders and items keep their ids there.
    /// </summary>
    public static void Expand(this SandboxFolder folder, SandboxMailbox target) => Expand(folder, target, target.VisibleRoot);

    private static void Expand(SandboxFolder folder, SandboxMailbox target, SandboxFolder parent)
    {
        SandboxFolder copy = target.FindFolder(folder.Entry) ?? target.AdoptFolder(folder, parent);
        copy.MovedTo = null;
        folder.Mailbox.SendOn(folder, target);
        foreach (SandboxItem item in folder.Everything)
        {
            folder.Mailbox.RemoveItem(item);
            target.AdoptItem(item, copy);
        }

        foreach (SandboxFolder child in folder.Children)
        {
            Expand(child, target, copy);
        }
    }
}
