using System;
using MailboxImportExport.Sandbox.Mapi;

namespace MailboxImportExport.Sandbox.Tenant;

/// <summary>Reads mails in place of their owner. Exchange keeps the read state apart from the number of an item's change.</summary>
internal static class ReadState
{
    private const int Read = 1;

    public static SandboxItem Set(SandboxSwitches switches, SandboxItem item, bool isRead)
    {
        int flags = item.Content.Properties.Number(Tags.MessageFlags) ?? 0;
        int changed = isRead ? flags | Read : flags & ~Read;
        MessageContent content = item.Content with { Properties = item.Content.Properties.With(Tags.MessageFlags.With(changed)) };
        SandboxItem? result = switches.ReadingChangesItems ? item.Mailbox.TryUpdateItem(item, content) : item.Mailbox.ReplaceUnseen(item, content);
        return result ?? throw new InvalidOperationException($"The item {item.Id} is gone or has changed.");
    }
}
