using System;
using System.Threading;
using MailboxImportExport.Model;

namespace MailboxImportExport.Graph.Mailboxes;

/// <summary>
/// Ends a run in which nothing works: so many mailboxes in a row that refuse the application, with nothing done in between, are
/// a matter of permissions, and going on would only fill the log of the service.
/// </summary>
internal sealed class RefusalGuard
{
    private const int MostInARow = 10;

    private int _inARow;
    private volatile bool _isIn;

    /// <summary>Whether a mailbox has let us in.</summary>
    public bool IsIn => _isIn;

    /// <summary>How many more may refuse before the run ends; no more than those need be asked side by side.</summary>
    public int Left => Math.Max(1, MostInARow - Volatile.Read(ref _inARow));

    /// <summary>A mailbox let us in: from here on every refusal is about its own mailbox. From any thread.</summary>
    public void Accepted() => _isIn = true;

    /// <summary>A mailbox failed; refusals that follow each other are counted. From any thread.</summary>
    public void Failed(MailboxImportExportException failure)
    {
        if (failure.Kind is not (FailureKind.MailboxRefused or FailureKind.DelegatedMailboxRefused))
        {
            Interlocked.Exchange(ref _inARow, 0);
            return;
        }

        if (!_isIn && Interlocked.Increment(ref _inARow) >= MostInARow)
        {
            throw Errors.TooManyRefusals(MostInARow, failure);
        }
    }
}
