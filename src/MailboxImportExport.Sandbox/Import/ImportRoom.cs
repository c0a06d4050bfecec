using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Tenant;

namespace MailboxImportExport.Sandbox.Import;

/// <summary>Refuses what does not fit into a mailbox any more.</summary>
internal static class ImportRoom
{
    private const string Text = "The mailbox has exceeded its quota.";

    public static void Take(SandboxSwitches switches, SandboxMailbox mailbox, long bytes)
    {
        if (!mailbox.TryTakeRoom(bytes))
        {
            throw switches.FullMailboxesLookLikeGraph
                ? new GraphError(switches.FullMailboxStatus, "ErrorQuotaExceeded", Text)
                : new ImportError(switches.FullMailboxStatus, Text);
        }
    }
}
