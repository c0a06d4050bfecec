using System;
using System.Collections.Generic;
using System.Globalization;
using System.Threading;
using MailboxImportExport.Model;
using MailboxImportExport.Transfer.Log;
using MailboxImportExport.Transport;

namespace MailboxImportExport.Transfer;

/// <summary>Collects what happened to one mailbox in a run and turns it into the summary and its verdict.</summary>
internal sealed class MailboxAccount(string mailboxId, string mailbox, Ledger ledger, DateTimeOffset started)
{
    private const string Stopped = "the run ended before everything was reached";

    // A list of a million would be no use to anybody, and would have to be held.
    private const int MostConflicts = 1000;

    private const int MostFailures = 10_000;

    private readonly object _lock = new();
    private readonly List<FolderCoverage> _folders = [];
    private readonly ReasonList _reasons = new();
    private readonly List<ImportedMailboxItem> _conflicts = [];
    private readonly List<FailedMailboxItem> _failures = [];
    private long _conflictCount;
    private long _replacedCount;
    private string? _replacedPath;
    private long _removed;
    private long _kept;
    private int _openListings;
    private DateTimeOffset _started = started;
    private bool _hasBegun;

    /// <summary>The mailbox.</summary>
    public string MailboxId => mailboxId;

    /// <summary>What the user calls the mailbox.</summary>
    public string Name => mailbox;

    public Ledger Ledger { get; } = ledger;

    /// <summary>Where what happens is written down, or null.</summary>
    public TransferLog? Log { get; init; }

    /// <summary>Its place among the accounts of the run.</summary>
    public int Order { get; init; }

    /// <summary>How the service lets the run work on the mailbox; null when no call to it is made.</summary>
    public PacingWatch? Pacing { get; init; }

    // Listings that did not come to their end, or items that did not come to theirs.
    private bool HasOpen => Volatile.Read(ref _openListings) > 0 || Ledger.Pending > 0;

    /// <summary>How far the work on the mailbox is.</summary>
    public TransferProgress ToProgress()
    {
        LedgerCount count = Ledger.Count();
        return new TransferProgress
        {
            Subject = Name,
            Requested = count.Requested,
            Ended = count.Ended,
            Bytes = count.Bytes,
            IsListed = Ledger.IsListed,
        };
    }

    public void Cover(FolderCoverage folder)
    {
        Ledger.NoteEnd();
        lock (_lock)
        {
            _folders.Add(folder);
        }
    }

    /// <summary>Something of the mailbox is going to be listed when it is its turn.</summary>
    public void AddListing()
    {
        lock (_lock)
        {
            _openListings++;
        }
    }

    /// <summary>It is the turn of the mailbox; what counts as its duration begins now.</summary>
    public void Begin(DateTimeOffset now)
    {
        lock (_lock)
        {
            _started = _hasBegun || Ledger.Requested > 0 ? _started : now;
            _hasBegun = true;
        }
    }

    /// <summary>A listing has come to its end, or is missing for a reason that was told.</summary>
    public void EndListing()
    {
        Ledger.NoteEnd();
        lock (_lock)
        {
            _openListings--;
        }
    }

    /// <summary>Something that makes the run partial besides failed items.</summary>
    public void AddReason(string reason) => _reasons.Add(reason);

    /// <summary>The run has ended by a failure; what that is missing here is said with its reason.</summary>
    /// <returns>Whether something is missing.</returns>
    public bool EndBy(Exception failure)
    {
        bool isMissing = HasOpen || _kept > 0 || !Ledger.IsListed;
        if (isMissing)
        {
            AddReason(failure is OperationCanceledException ? Stopped : failure.Message);
        }

        return isMissing;
    }

    /// <summary>The run has ended; when its time was over before something was reached, that is the reason.</summary>
    public void EndBy(TimeAllowance allowance)
    {
        if (allowance.IsOver && HasOpen)
        {
            AddReason(allowance.Reason);
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

    /// <summary>An item failed, which the ledger counts.</summary>
    public void AddFailure(FailedMailboxItem item)
    {
        lock (_lock)
        {
            if (_failures.Count < MostFailures)
            {
                _failures.Add(item);
            }
        }
    }

    /// <summary>An item takes the place of another, which was exported into a folder.</summary>
    public void AddReplaced(string folder)
    {
        lock (_lock)
        {
            _replacedCount++;
            _replacedPath = folder;
        }
    }

    /// <summary>Items of a move were removed from the source, or stayed there.</summary>
    public void AddMoved(long removed, long kept)
    {
        Ledger.NoteEnd();
        lock (_lock)
        {
            _removed += removed;
            _kept += kept;
        }
    }

    /// <summary>Whether everything that was asked for has been done.</summary>
    public bool IsWhole => ToSummary(string.Empty, DateTimeOffset.MinValue).Verdict == TransferVerdict.Complete;

    public MailboxTransferSummary ToSummary(string command, DateTimeOffset now)
    {
        lock (_lock)
        {
            LedgerCount count = Ledger.Count();
            List<string> reasons = [.. _reasons.All];
            if (reasons.Count == 0 && (_openListings > 0 || !Ledger.IsListed))
            {
                // Nothing that was counted is missing; what was never counted may be.
                reasons.Add(Stopped);
            }

            AddCount(reasons, count.Failed, "failed");
            AddCount(reasons, count.Pending, "not reached");
            AddCount(reasons, _kept, "kept in the source");
            return new MailboxTransferSummary
            {
                Command = command,
                MailboxId = mailboxId,
                Mailbox = Name,
                Verdict = reasons.Count == 0 ? TransferVerdict.Complete : TransferVerdict.Partial,
                Requested = count.Requested,
                Done = count.Done,
                Skipped = count.Skipped,
                Gone = count.Gone,
                Conflicts = _conflictCount,
                Replaced = _replacedCount,
                ReplacedPath = _replacedPath,
                ConflictItems = [.. _conflicts],
                FailedCount = count.Failed,
                Failed = [.. _failures],
                Pending = count.Pending,
                Removed = _removed,
                Kept = _kept,
                Bytes = count.Bytes,
                Started = _started,
                Duration = (count.Pending == 0 && _openListings == 0 && Ledger.LastEnd is DateTimeOffset last ? last : now) - _started,
                Throttled = Pacing?.Throttled ?? TimeSpan.Zero,
                LearnedLanes = Pacing?.Lanes ?? 0,
                LowestLanes = Pacing?.LowestLanes ?? 0,
                LearnedCeiling = Pacing?.Ceiling ?? 0,
                Reasons = reasons,
                Folders = [.. _folders],
            };
        }
    }

    private static void AddCount(List<string> reasons, long count, string what)
    {
        if (count > 0)
        {
            reasons.Add($"{count.ToString(CultureInfo.InvariantCulture)} {(count == 1 ? "item" : "items")} {what}");
        }
    }
}
