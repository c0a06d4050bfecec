using System.Threading;

namespace MailboxImportExport.Transfer;

/// <summary>Accounts for every item of a mailbox in a run: requested = done + skipped + gone + failed + pending, always.</summary>
internal sealed class Ledger
{
    private long _requested;
    private long _done;
    private long _skipped;
    private long _gone;
    private long _failed;
    private long _bytes;
    private volatile bool _isListed;

    public long Requested => Interlocked.Read(ref _requested);

    public long Done => Interlocked.Read(ref _done);

    public long Skipped => Interlocked.Read(ref _skipped);

    public long Gone => Interlocked.Read(ref _gone);

    public long Failed => Interlocked.Read(ref _failed);

    /// <summary>Bytes of content of the items that are done.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    public long Ended => Done + Skipped + Gone + Failed;

    public long Pending => Requested - Ended;

    /// <summary>Whether all items that there will be have been requested.</summary>
    public bool IsListed => _isListed;

    /// <summary>Whether an item is done when its content has arrived; where it goes on from there, whoever takes it further completes it.</summary>
    public bool EndsWithArrival { get; init; } = true;

    public void EndRequests() => _isListed = true;

    public void Request() => Interlocked.Increment(ref _requested);

    /// <summary>The content of an item has arrived.</summary>
    public void Arrive(long bytes)
    {
        if (EndsWithArrival)
        {
            Complete(bytes);
        }
    }

    public void Complete(long bytes)
    {
        Interlocked.Add(ref _bytes, bytes);
        Interlocked.Increment(ref _done);
    }

    public void Skip() => Interlocked.Increment(ref _skipped);

    public void MarkGone() => Interlocked.Increment(ref _gone);

    public void Fail() => Interlocked.Increment(ref _failed);
}
