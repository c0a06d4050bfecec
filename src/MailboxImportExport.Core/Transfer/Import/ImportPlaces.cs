using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Transfer.Spool;

namespace MailboxImportExport.Transfer.Import;

/// <summary>What goes into a target mailbox in one of two ways: each item to its own place, or with the folders of its source kept.</summary>
internal sealed record ImportPlaces(MailboxAccount Account, ImportFolders Folders, bool KeepsTree, ClaimedHandles Handles, SideBySide Mailboxes) : IImportOwner
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

    public void Fail(ImportRequest request) => Leave(request);
}
