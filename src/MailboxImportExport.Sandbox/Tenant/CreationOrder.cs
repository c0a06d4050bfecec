using System.Collections.Generic;

namespace MailboxImportExport.Sandbox.Tenant;

/// <summary>Items from the oldest to the newest; those of the same instant by arrival.</summary>
internal sealed class CreationOrder : IComparer<SandboxItem>
{
    public static CreationOrder Instance { get; } = new();

    public int Compare(SandboxItem? x, SandboxItem? y)
    {
        int byTime = x!.Created.UtcTicks.CompareTo(y!.Created.UtcTicks);
        if (byTime != 0)
        {
            return byTime;
        }

        int byNumber = x.Entry.Number.CompareTo(y.Entry.Number);

        // In an auxiliary archive items of several mailboxes meet, and their numbers may be the same.
        return byNumber != 0 ? byNumber : x.Entry.Mailbox.CompareTo(y.Entry.Mailbox);
    }
}
