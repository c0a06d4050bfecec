using System;
using MailboxImportExport.Sandbox.Graph;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Mapi;
using MailboxImportExport.Sandbox.Tenant;

namespace MailboxImportExport.Sandbox.Import;

/// <summary>Replaces an item by what an import brings, when the caller knows its current version.</summary>
internal static class ItemUpdate
{
    public static SandboxItem Apply(SandboxSwitches switches, SandboxFolder folder, string itemId, string changeKey, MessageContent message)
    {
        if (EntryId.Parse(itemId) is not EntryId entry || folder.Mailbox.FindItem(entry) is not SandboxItem current || current.Folder != folder)
        {
            throw new ImportError(404, "The item to update was not found in the folder.");
        }

        if (!IsCurrent(switches.UpdateChangeKeyForm, current.ChangeKey, changeKey))
        {
            throw Conflict();
        }

        MessageContent content = ImportedContent.Of(message);
        if (switches.UpdateMergesProperties)
        {
            content = content with { Properties = current.Content.Properties.With([.. content.Properties]) };
        }

        return folder.Mailbox.TryUpdateItem(current, content) ?? throw Conflict();
    }

    private static bool IsCurrent(ChangeKeyForm form, ChangeKey current, string given)
        => (form != ChangeKeyForm.Imported && string.Equals(current.Listed, given, StringComparison.Ordinal))
            || (form != ChangeKeyForm.Listed && string.Equals(current.Imported, given, StringComparison.Ordinal));

    private static ImportError Conflict() => new(409, "The change key passed in the request does not match the current change key for the item.");
}
