using System;
using System.Collections.Generic;
using System.Linq;

namespace MailboxImportExport.Transfer.Import.Journal;

/// <summary>One run and its records in one journal.</summary>
internal sealed class JournalRun(ImportJournal journal, JournaledRun run, string mode, TimeProvider time)
{
    private readonly object _lock = new();
    private bool _hasBegun;

    public ImportJournal Journal => journal;

    /// <summary>The id that stands in its records.</summary>
    public string Id => run.Id;

    /// <summary>Whether copies are made and a run that made copies did not come to its end: what it did is not done again.</summary>
    public bool ContinuesCopies { get; private set; } = run.MakesCopies && journal.HasUnfinishedCopies;

    /// <summary>Whether what is kept beside the journal ends with this job.</summary>
    public bool IsFleeting { get; init; }

    /// <summary>Whether the source items are removed when the target has them.</summary>
    public bool MovesSources => run.MovesSources;

    /// <summary>The journal has taken another one in, which may know of more.</summary>
    public void LookAgain() => ContinuesCopies = run.MakesCopies && journal.HasUnfinishedCopies;

    /// <summary>What earlier runs recorded of an item, as far as it matters to this one.</summary>
    public IReadOnlyList<PriorImport> Prior(JournalKey key)
    {
        IReadOnlyList<PriorImport> found = journal.Find(key);

        // Copies are made anew by each run, but for a run that goes on where another was stopped. Of what is claimed before it is sent, whoever
        // asks has the claim: an intent that is open has been given up, also where its run goes on.
        return found.Count == 0 ? found : [.. found.Where(p => run.MakesCopies ? p.Run.IsUnfinishedCopy : p.IsDone || !p.Run.IsLive || !p.Run.MakesCopies)];
    }

    /// <summary>Whether an earlier import is the work of a run beside this one: what this one knows of the target may be older.</summary>
    public bool IsBeside(PriorImport prior) => prior.Run.WasBeside(run);

    /// <summary>Writes down that an item is about to be sent.</summary>
    /// <param name="key">What goes where.</param>
    /// <param name="source">The item.</param>
    /// <param name="targetMailboxId">The mailbox that it goes into.</param>
    /// <param name="targetFolderId">The folder.</param>
    /// <param name="at">When, by the clock of the service.</param>
    /// <param name="after">The run whose record of this key is superseded, or null.</param>
    public void Intend(JournalKey key, JournalSource source, string targetMailboxId, string targetFolderId, DateTimeOffset at, string? after) => Write(new JournalRecord
    {
        Run = run.Id,
        State = JournalRecord.Intent,
        At = at,
        Key = key.ToString(),
        SourceMailbox = source.MailboxId,
        SourceItem = source.ItemId,
        ChangeKey = source.ChangeKey,
        File = source.File,
        Sha256 = source.Sha256,
        TargetMailbox = targetMailboxId,
        TargetFolder = targetFolderId,
        After = after,
    });

    /// <summary>Writes down that an item was imported.</summary>
    public void Complete(JournalKey key, string itemId) => Write(Record(JournalRecord.Done, key) with { Item = itemId });

    /// <summary>Writes down that an item was found that an earlier run imported: to whoever reads on, this run did.</summary>
    public void TakeOver(JournalKey key, PriorImport prior, ulong item)
        => Write(Record(JournalRecord.Done, key) with { At = prior.Intended, ItemHash = ItemIdHash.ToText(item), After = prior.Run.Id });

    /// <summary>Writes down that an item of the target, which no run is known to have imported, is this one.</summary>
    public void Recognize(JournalKey key, ulong item) => Write(Record(JournalRecord.Done, key) with { ItemHash = ItemIdHash.ToText(item) });

    /// <summary>Writes down that an item was not imported, for certain.</summary>
    public void Refuse(JournalKey key) => Write(Record(JournalRecord.Refused, key));

    /// <summary>The run has ended.</summary>
    /// <param name="isWhole">Whether it did all that it was asked for.</param>
    public void End(bool isWhole)
    {
        lock (_lock)
        {
            if (_hasBegun && isWhole && run.IsLive)
            {
                journal.Write(new JournalRecord { Run = run.Id, State = JournalRecord.End, At = time.GetUtcNow() });
            }

            journal.End(run);
        }
    }

    private JournalRecord Record(string state, JournalKey key) => new() { Run = run.Id, State = state, At = time.GetUtcNow(), Key = key.ToString() };

    private void Write(JournalRecord record)
    {
        lock (_lock)
        {
            if (!_hasBegun)
            {
                journal.Write(new JournalRecord { Run = run.Id, State = JournalRecord.Begin, At = time.GetUtcNow(), Mode = mode });
                _hasBegun = true;
            }

            journal.Write(record);
        }
    }
}
