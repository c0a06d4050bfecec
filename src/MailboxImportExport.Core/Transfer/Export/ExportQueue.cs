using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace MailboxImportExport.Transfer.Export;

/// <summary>
/// The items of one mailbox that wait to be exported, and the rule by which they are grouped into calls: at most twenty ids
/// and a budget of listed bytes; large items travel alone and first, and so does what a group did not bring.
/// </summary>
/// <remarks>Twenty ids: Microsoft Graph documentation, "mailbox: exportItems".</remarks>
/// <param name="servedBy">The mailbox that has to be asked for an item; a call goes to one.</param>
internal sealed class ExportQueue(Func<ExportAttempt, string> servedBy)
{
    public const int MostIds = 20;

    /// <summary>Listed bytes above which an item travels alone.</summary>
    public const long LargeItem = 4 * 1024 * 1024;

    /// <summary>Listed bytes of a group. An answer may be many times larger: listed sizes are no sizes of content.</summary>
    public const long MostBytes = 12 * 1024 * 1024;

    // Enough for all lanes, small enough that a listing does not run far ahead.
    private const int Capacity = 200;

    private readonly object _lock = new();
    private readonly AsyncSignal _changed = new();
    private readonly Queue<ExportAttempt> _alone = new();
    private readonly Queue<ExportAttempt> _large = new();
    private readonly Queue<ExportAttempt> _small = new();
    private int _open;
    private bool _isComplete;

    /// <summary>Adds an item; waits while the queue is full.</summary>
    public async Task AddAsync(ExportRequest request, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed = _changed.Next;
            lock (_lock)
            {
                if (_large.Count + _small.Count < Capacity)
                {
                    (request.ListedSize >= LargeItem ? _large : _small).Enqueue(new ExportAttempt(request));
                    break;
                }
            }

            await changed.OrCancelledAsync(cancellationToken).ConfigureAwait(false);
        }

        _changed.Pulse();
    }

    /// <summary>No more items will be added.</summary>
    public void Complete()
    {
        lock (_lock)
        {
            _isComplete = true;
        }

        _changed.Pulse();
    }

    /// <summary>Takes the ids of the next call, or null when all items have ended.</summary>
    public async Task<IReadOnlyList<ExportAttempt>?> TakeAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed = _changed.Next;
            List<ExportAttempt> batch;
            lock (_lock)
            {
                batch = TakeBatch();
                _open += batch.Count > 0 ? 1 : 0;
                if (batch.Count == 0 && _isComplete && _open == 0)
                {
                    return null;
                }
            }

            if (batch.Count > 0)
            {
                // There is room again for whoever adds.
                _changed.Pulse();
                return batch;
            }

            await changed.OrCancelledAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>A call has ended.</summary>
    /// <param name="again">What it did not bring; asked again, each alone.</param>
    /// <param name="moved">What another mailbox has; asked there, in groups.</param>
    public void Return(IEnumerable<ExportAttempt> again, IEnumerable<ExportAttempt> moved)
    {
        lock (_lock)
        {
            _open--;
            foreach (ExportAttempt attempt in moved)
            {
                _small.Enqueue(attempt);
            }

            foreach (ExportAttempt attempt in again)
            {
                _alone.Enqueue(attempt);
            }
        }

        _changed.Pulse();
    }

    private List<ExportAttempt> TakeBatch()
    {
        List<ExportAttempt> batch = [];
        Queue<ExportAttempt> single = _alone.Count > 0 ? _alone : _large;
        if (single.Count > 0)
        {
            batch.Add(single.Dequeue());
            return batch;
        }

        // An id that was piped in twice stands in two calls: an answer cannot name it twice.
        HashSet<string> ids = new(StringComparer.Ordinal);
        string? mailbox = null;
        long bytes = 0;
        while (_small.Count > 0 && batch.Count < MostIds)
        {
            ExportAttempt next = _small.Peek();
            mailbox ??= servedBy(next);
            bytes += next.Request.ListedSize;
            if ((batch.Count > 0 && bytes > MostBytes) || !string.Equals(mailbox, servedBy(next), StringComparison.OrdinalIgnoreCase) || !ids.Add(next.Request.ItemId))
            {
                break;
            }

            batch.Add(_small.Dequeue());
        }

        return batch;
    }
}
