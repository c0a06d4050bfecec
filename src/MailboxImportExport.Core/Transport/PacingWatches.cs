using System;
using System.Collections.Generic;
using MailboxImportExport.Model;

namespace MailboxImportExport.Transport;

/// <summary>The runs that follow a mailbox. One that has gone is forgotten by itself.</summary>
internal sealed class PacingWatches
{
    private readonly List<WeakReference<PacingWatch>> _watches = [];

    /// <summary>Whether nobody follows the mailbox any more.</summary>
    public bool IsEmpty
    {
        get
        {
            lock (_watches)
            {
                _watches.RemoveAll(static w => !w.TryGetTarget(out _));
                return _watches.Count == 0;
            }
        }
    }

    public void Add(PacingWatch watch)
    {
        lock (_watches)
        {
            _watches.RemoveAll(static w => !w.TryGetTarget(out _));
            _watches.Add(new WeakReference<PacingWatch>(watch));
        }
    }

    /// <summary>The mailbox has to wait. Not to be called under a lock: a warning waits for the pipeline of its run, which must not hold up the other runs.</summary>
    /// <param name="lanesLeft">Calls at once from now on.</param>
    /// <param name="wait">How long.</param>
    /// <param name="fault">What the service answered, or null when a documented limit is used up.</param>
    /// <param name="goesOn">Whether that is waited for.</param>
    public void Note(int lanesLeft, TimeSpan wait, ServiceFault? fault, bool goesOn)
    {
        WeakReference<PacingWatch>[] watches;
        lock (_watches)
        {
            watches = [.. _watches];
        }

        foreach (WeakReference<PacingWatch> reference in watches)
        {
            if (reference.TryGetTarget(out PacingWatch? watch))
            {
                watch.Note(lanesLeft, wait, fault, goesOn);
            }
        }
    }
}
