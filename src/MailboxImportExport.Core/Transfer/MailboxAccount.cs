using System;
using System.Collections.Generic;
using System.Globalization;
using MailboxImportExport.Model;

namespace MailboxImportExport.Transfer;

/// <summary>Collects what happened to one mailbox in a run and turns it into the summary and its verdict.</summary>
internal sealed class MailboxAccount(string mailboxId, string mailbox, Ledger ledger, DateTimeOffset started)
{
    private const int MostReasons = 20;

    // A list of a million would be no use to anybody, and would have to be held.
    private const int MostConflicts = 1000;

    private readonly object _lock = new();
    private readonly List<FolderCoverage> _folders = [];
    private readonly List<string> _reasons = [];
    private readonly List<ImportedMailboxItem> _conflicts = [];
    private long _conflictCount;

    /// <summary>The mailbox.</summary>
    public string MailboxId => mailboxId;

    /// <summary>What the user calls the mailbox.</summary>
    public string Name => mailbox;

    public Ledger Ledger { get; } = ledger;

    /// <summary>How far the work on the mailbox is.</summary>
    public TransferProgress ToProgress() => new()
    {
        Subject = Name,
        Requested = Ledger.Requested,
        Ended = Ledger.Ended,
        Bytes = Ledger.Bytes,
        IsListed = Ledger.IsListed,
    };

    public void Cover(FolderCoverage folder)
    {
        lock (_lock)
        {
            _folders.Add(folder);
        }
    }

    /// <summary>Something that makes the run partial besides failed items.</summary>
    public void AddReason(string reason)
    {
        lock (_lock)
        {
            // The same for every item of a mailbox that cannot be opened is said once, and a list without end helps nobody.
            if (_reasons.Count < MostReasons && !_reasons.Contains(reason))
            {
                _reasons.Add(reason);
            }
        }
    }

    /// <summary>An item was imported beside another version of it.</summary>
    public void AddConflict(ImportedMailboxItem item)
    {
        lock (_lock)
        {
            _conflictCount++;
            if (_conflicts.Count < MostConflicts)
            {
                _conflicts.Add(item);
            }
        }
    }

    public MailboxTransferSummary ToSummary(string command, DateTimeOffset now)
    {
        lock (_lock)
        {
            List<string> reasons = [.. _reasons];
            AddCount(reasons, Ledger.Failed, "failed");
            AddCount(reasons, Ledger.Pending, "not reached");
            return new MailboxTransferSummary
            {
                Command = command,
                MailboxId = mailboxId,
                Mailbox = Name,
                Verdict = reasons.Count == 0 ? TransferVerdict.Complete : TransferVerdict.Partial,
                Requested = Ledger.Requested,
                Done = Ledger.Done,
                Skipped = Ledger.Skipped,
                Gone = Ledger.Gone,
                Conflicts = _conflictCount,
                ConflictItems = [.. _conflicts],
                Failed = Ledger.Failed,
                Pending = Ledger.Pending,
                Bytes = Ledger.Bytes,
                Started = started,
                Duration = now - started,
                Reasons = reasons,
                Folders = [.. _folders],
            };
        }
    }

    private static void AddCount(List<string> reasons, long count, string what)
    {
        if (count > 0)
        {
            reasons.Add($"{count.ToString(CultureInfo.InvariantCulture)} items {what}");
        }
    }
}
