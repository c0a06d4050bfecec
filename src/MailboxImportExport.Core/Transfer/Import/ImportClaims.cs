using System.Collections.Generic;
using System.Threading.Tasks;
using MailboxImportExport.Transfer.Import.Journal;

namespace MailboxImportExport.Transfer.Import;

/// <summary>
/// Which items are being imported by this process, so that two runs, or two sources of one run, do not import the same item at the
/// same time: what one of them does the other can see only afterwards.
/// </summary>
internal sealed class ImportClaims
{
    private readonly object _lock = new();
    private readonly Dictionary<JournalKey, TaskCompletionSource<bool>> _claimed = [];

    /// <summary>Those of this process: runs of several sessions and runspaces meet here.</summary>
    public static ImportClaims Process { get; } = new();

    /// <summary>Takes an item.</summary>
    /// <param name="key">Which item, and where to.</param>
    /// <param name="released">Gets what ends when it is free again, when somebody else has it.</param>
    public ImportClaim? TryTake(JournalKey key, out Task released)
    {
        lock (_lock)
        {
            if (_claimed.TryGetValue(key, out TaskCompletionSource<bool>? other))
            {
                released = other.Task;
                return null;
            }

            _claimed.Add(key, new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously));
            released = Task.CompletedTask;
            return new ImportClaim(this, key);
        }
    }

    /// <summary>An import has ended, whatever became of it.</summary>
    public void Release(JournalKey key)
    {
        TaskCompletionSource<bool> claim;
        lock (_lock)
        {
            claim = _claimed[key];
            _claimed.Remove(key);
        }

        claim.SetResult(true);
    }
}
