using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Transfer.Spool;

namespace MailboxImportExport.Transfer.Import;

/// <summary>A mailbox that a run imports into: its account, the places in it, and the lanes that write.</summary>
internal sealed record ImportTarget(MailboxAccount Account, ImportFolders Folders, ClaimedHandles Handles, SideBySide Mailboxes, MailboxImport Import) : IImportOwner
{
    public Task EndAsync(ImportRequest request, ImportOutcome outcome, CancellationToken cancellationToken)
    {
        Handles.Release(request.Content);
        Mailboxes.Leave(Account.MailboxId);
        return Task.CompletedTask;
    }

    public void Leave(ImportRequest request)
    {
        Handles.GiveBack(request.Content);
        Mailboxes.Leave(Account.MailboxId);
    }

    public void Fail(ImportRequest request)
    {
        Handles.GiveBack(request.Content);
        Mailboxes.Leave(Account.MailboxId);
    }
}
