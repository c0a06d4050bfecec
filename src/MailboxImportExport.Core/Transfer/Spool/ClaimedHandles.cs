using System;
using System.Collections.Concurrent;
using System.Linq;
using MailboxImportExport.Model;

namespace MailboxImportExport.Transfer.Spool;

/// <summary>
/// The handles that a run has taken. What it used gives its room back; what it did not get to, whatever the reason, is the
/// user's again when the run ends.
/// </summary>
internal sealed class ClaimedHandles : IDisposable
{
    private readonly ConcurrentDictionary<HeldContent, bool> _claimed = new();
    private readonly ConcurrentDictionary<IContentOwner, bool> _owners = new();
    private volatile Exception? _failure;
    private volatile MailboxImportExportException? _end;

    /// <summary>What the run has to end with on behalf of those whose content it took, or null.</summary>
    public MailboxImportExportException? Debt => _owners.Keys.Select(static o => o.Debt).FirstOrDefault(static d => d is not null);

    /// <summary>Takes the handle of an item; an item whose content is in a file has none.</summary>
    public void Claim(ExportedMailboxItem item)
    {
        if (item.Content is HeldContent held)
        {
            held.Claim();
            _claimed[held] = true;
            if (held.Owner is not null)
            {
                _owners[held.Owner] = true;
            }

            if (_failure is Exception failure)
            {
                // The run failed a moment ago, and nobody has looked at it yet.
                Refuse(held, failure);
            }
            else if (_end is MailboxImportExportException end)
            {
                held.Owner?.Refuse(end);
            }
        }
    }

    /// <summary>
    /// The run goes on to its end and can use nothing more of what is exported: its only target takes no more. Whoever exports is told, and
    /// need not go on.
    /// </summary>
    public void Stop(MailboxImportExportException end)
    {
        _end = end;
        foreach (HeldContent held in _claimed.Keys)
        {
            held.Owner?.Refuse(end);
        }
    }

    /// <summary>The run has used the content.</summary>
    public void Release(object content)
    {
        if (content is HeldContent held)
        {
            held.Release();
            _claimed.TryRemove(held, out _);
        }
    }

    /// <summary>The run could not use the content.</summary>
    public void GiveBack(object content)
    {
        if (content is HeldContent held)
        {
            held.Unclaim();
            _claimed.TryRemove(held, out _);
        }
    }

    /// <summary>
    /// The run has failed and takes nothing more. Whoever exports what it was taking is told why: it may be waiting for the room,
    /// and as long as it waits nobody looks at this run.
    /// </summary>
    public void Fail(Exception failure)
    {
        _failure = failure;
        foreach (HeldContent held in _claimed.Keys)
        {
            Refuse(held, failure);
        }
    }

    public void Dispose()
    {
        foreach (HeldContent held in _claimed.Keys)
        {
            GiveBack(held);
        }
    }

    private void Refuse(HeldContent held, Exception failure)
    {
        GiveBack(held);
        held.Owner?.Refuse(failure);
    }
}
