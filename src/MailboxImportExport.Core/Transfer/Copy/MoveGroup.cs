using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using MailboxImportExport.Transfer.Remove;

namespace MailboxImportExport.Transfer.Copy;

/// <summary>
/// Items that are moved together: none of them is removed before all of them have ended, and what is listed is listed to its end, so
/// that removing disturbs no listing.
/// </summary>
internal sealed class MoveGroup(MailboxAccount account) : IDisposable
{
    private readonly object _lock = new();
    private readonly RemovalStore _proven = new(Path.GetTempPath());

    // The listing counts as well.
    private int _open = 1;
    private long _copied;
    private long _settled;

    public MailboxAccount Account => account;

    /// <summary>Items that the target has, and of which it was not said yet whether they were removed or stay.</summary>
    public long Unsettled => Interlocked.Read(ref _copied) - Interlocked.Read(ref _settled);

    /// <summary>An item is on its way.</summary>
    public void Enter()
    {
        lock (_lock)
        {
            _open++;
        }
    }

    /// <summary>The target has an item.</summary>
    public void NoteCopy() => Interlocked.Increment(ref _copied);

    /// <summary>Says of items that they were removed, or stay.</summary>
    public void Settle(long removed, long kept)
    {
        Interlocked.Add(ref _settled, removed + kept);
        account.AddMoved(removed, kept);
    }

    /// <summary>An item, or the listing, has ended.</summary>
    /// <param name="proven">What may be removed, or null when nothing may.</param>
    /// <returns>Whether it was the last.</returns>
    public bool Leave(RemovalRequest? proven = null)
    {
        lock (_lock)
        {
            if (proven is not null)
            {
                _proven.Add(proven);
            }

            return --_open == 0;
        }
    }

    /// <summary>What may be removed; when all have left.</summary>
    public IEnumerable<RemovalRequest> Proven() => _proven.Read();

    public void Dispose() => _proven.Dispose();
}
