using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Transfer.Import;
using MailboxImportExport.Transfer.Spool;

namespace MailboxImportExport.Transfer.Copy;

/// <summary>A mailbox that is copied: its items count in its own account, and have places in the target that depend on it.</summary>
/// <param name="account">The account.</param>
/// <param name="folders">The places.</param>
/// <param name="handles">The content on its way.</param>
/// <param name="move">Removes what was copied, or null.</param>
internal sealed class CopySource(MailboxAccount account, ImportFolders folders, ClaimedHandles handles, MoveRun? move) : IImportOwner
{
    public MailboxAccount Account => account;

    public ImportFolders Folders => folders;

    public Task EndAsync(ImportRequest request, ImportOutcome outcome, CancellationToken cancellationToken)
    {
        if (move is not null)
        {
            return move.ProveAsync(request, outcome, cancellationToken);
        }

        handles.Release(request.Content);
        return Task.CompletedTask;
    }

    public void Leave(ImportRequest request) => Fail(request);

    public void Fail(ImportRequest request)
    {
        // Nobody else knows the content: it is exported again when the copy is repeated.
        handles.Release(request.Content);
        move?.Lose(request.Item!.SourceMailboxId, request.Item.SourceItemId);
    }
}
