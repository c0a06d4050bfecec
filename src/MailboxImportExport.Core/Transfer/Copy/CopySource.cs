using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Transfer.Import;
using MailboxImportExport.Transfer.Spool;

namespace MailboxImportExport.Transfer.Copy;

/// <summary>A mailbox that is copied: its items count in its own account, and have places in the target that depend on it.</summary>
internal sealed class CopySource(MailboxAccount account, ImportFolders folders, ClaimedHandles handles) : IImportOwner
{
    public MailboxAccount Account => account;

    public ImportFolders Folders => folders;

    public Task EndAsync(ImportRequest request, ImportOutcome outcome, CancellationToken cancellationToken)
    {
        handles.Release(request.Content);
        return Task.CompletedTask;
    }

    public void Leave(ImportRequest request) => handles.Release(request.Content);

    // Nobody else knows the content: it is exported again when the copy is repeated.
    public void Fail(ImportRequest request) => handles.Release(request.Content);
}
