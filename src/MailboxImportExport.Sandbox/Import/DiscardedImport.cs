using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Tenant;

namespace MailboxImportExport.Sandbox.Import;

/// <summary>Takes an import in without looking at it, so that measuring a client does not measure how the sandbox reads.</summary>
internal static class DiscardedImport
{
    private static long _count;

    public static async Task AnswerAsync(CallContext call, SandboxMailbox mailbox)
    {
        await call.Record.DiscardBodyAsync(call.Request, call.Aborted);
        long number = Interlocked.Increment(ref _count);
        EntryId item = new(mailbox.Guid, EntryKind.Item, (ulong)(long.MaxValue - number));
        await ImportEndpoint.AnswerAsync(call, item.ToString(), new ChangeKey(mailbox.Guid, number));
    }
}
