using System;
using System.Collections.Generic;
using System.Linq;
using MailboxImportExport.Model;

namespace MailboxImportExport.Transfer.Import.Journal;

/// <summary>One item on its way into one folder, and what is written down of it.</summary>
internal sealed class JournaledImport(JournalRun run, JournalKey key, JournalSource source, MailboxContentFolder folder)
{
    private readonly IReadOnlyList<PriorImport> _prior = run.Prior(key);
    private bool _isOpen;

    public JournalRun Run => run;

    /// <summary>What earlier runs imported.</summary>
    public IEnumerable<PriorImport> Done => _prior.Where(static p => p.IsDone);

    /// <summary>What earlier runs were importing when they were stopped.</summary>
    public IEnumerable<PriorImport> Open => _prior.Where(static p => !p.IsDone);

    /// <summary>The item is about to be sent, for the first time or once more.</summary>
    /// <param name="at">When, by the clock of the service; never later than that.</param>
    public void Begin(DateTimeOffset at)
    {
        string? after = _isOpen ? run.Id : Open.Concat(Done).FirstOrDefault()?.Run.Id;
        run.Intend(key, source, folder.MailboxId, folder.FolderId, at, after);
        _isOpen = true;
    }

    /// <summary>The item was imported.</summary>
    public void Complete(string itemId) => run.Complete(key, itemId);

    /// <summary>The item was not imported, for certain.</summary>
    public void Refuse()
    {
        if (_isOpen)
        {
            run.Refuse(key);
            _isOpen = false;
        }
    }

    /// <summary>
    /// The item stands there already. That is written down where an earlier run had left it open, or would be continued, and by a move:
    /// when the source is gone, what stands for it must not be taken for an equal item.
    /// </summary>
    public void Find(PriorImport? prior, ulong item)
    {
        if (prior is null)
        {
            if (run.MovesSources)
            {
                run.Recognize(key, item);
            }

            return;
        }

        bool isNews = run.MovesSources && !(prior.Run.MovesSources && prior.Item == item);
        if (isNews || !prior.IsDone || prior.Run.IsUnfinishedCopy || prior.Run.IsUnfinishedReplacement)
        {
            run.TakeOver(key, prior, item);
        }
    }
}
