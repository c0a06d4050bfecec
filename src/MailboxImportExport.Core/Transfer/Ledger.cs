using System;

namespace MailboxImportExport.Transfer;

/// <summary>Accounts for every item of a mailbox in a run: requested = done + skipped + gone + failed + pending, always. From any thread.</summary>
internal sealed class Ledger
{
    private readonly object _lock = new();
    private LedgerCount _count;
    private DateTimeOffset? _lastEnd;
    private volatile bool _isListed;

    public long Requested => Count().Requested;

    public long Done => Count().Done;

    public long Skipped => Count().Skipped;

    public long Gone => Count().Gone;

    public long Failed => Count().Failed;

    /// <summary>Bytes of content of the items that are done.</summary>
    public long Bytes => Count().Bytes;

    public long Ended => Count().Ended;

    public long Pending => Count().Pending;

    /// <summary>The clock; null where nobody asks when the last item ended.</summary>
    public TimeProvider? Time { get; init; }

    /// <summary>When something ended last, UTC, where there is a clock.</summary>
    public DateTimeOffset? LastEnd
    {
        get
        {
            lock (_lock)
            {
                return _lastEnd;
            }
        }
    }

    /// <summary>Whether all items that there will be have been requested.</summary>
    public bool IsListed
    {
        get => _isListed;
        init => _isListed = value;
    }

    /// <summary>Whether an item is done when its content has arrived; where it goes on from there, whoever takes it further completes it.</summary>
    public bool EndsWithArrival { get; init; } = true;

    public void EndRequests() => _isListed = true;

    /// <summary>All numbers of one moment: those that are read one after the other need not add up while the run goes on.</summary>
    public LedgerCount Count()
    {
        lock (_lock)
        {
            return _count;
        }
    }

    public void Request() => Add(new LedgerCount { Requested = 1 });

    /// <summary>The content of an item has arrived.</summary>
    public void Arrive(long bytes)
    {
        if (EndsWithArrival)
        {
            Complete(bytes);
        }
    }

    public void Complete(long bytes) => Add(new LedgerCount { Done = 1, Bytes = bytes });

    /// <summary>An item whose content arrived was dropped before anybody had it: it is not done.</summary>
    public void Withdraw(long bytes)
    {
        if (EndsWithArrival)
        {
            Add(new LedgerCount { Done = -1, Bytes = -bytes });
        }
    }

    public void Skip() => Add(new LedgerCount { Skipped = 1 });

    public void MarkGone() => Add(new LedgerCount { Gone = 1 });

    public void Fail() => Add(new LedgerCount { Failed = 1 });

    /// <summary>Something else of the mailbox has ended, for example its listing.</summary>
    public void NoteEnd() => Add(default, isEnd: true);

    private void Add(LedgerCount more) => Add(more, more.Ended > 0);

    private void Add(LedgerCount more, bool isEnd)
    {
        lock (_lock)
        {
            _count = _count.Plus(more);
            _lastEnd = isEnd ? Time?.GetUtcNow() : _lastEnd;
        }
    }
}
