using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace MailboxImportExport.Transfer.Import;

/// <summary>Items that wait for a lane of their target mailbox.</summary>
internal sealed class ImportQueue
{
    // The content of what waits here is held in memory or in the spool: little has to wait for few lanes to be busy.
    private const int Capacity = 16;

    private readonly object _lock = new();
    private readonly AsyncSignal _changed = new();
    private readonly Queue<ImportRequest> _items = new();
    private bool _isComplete;
    private bool _isStopped;

    public async Task AddAsync(ImportRequest request, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed = _changed.Next;
            lock (_lock)
            {
                if (_items.Count < Capacity)
                {
                    _items.Enqueue(request);
                    break;
                }
            }

            await changed.OrCancelledAsync(cancellationToken).ConfigureAwait(false);
        }

        _changed.Pulse();
    }

    public void Complete()
    {
        lock (_lock)
        {
            _isComplete = true;
        }

        _changed.Pulse();
    }

    /// <summary>What waits is not wanted any more.</summary>
    /// <returns>What was waiting.</returns>
    public IReadOnlyList<ImportRequest> Stop()
    {
        IReadOnlyList<ImportRequest> left;
        lock (_lock)
        {
            _isStopped = true;
            left = [.. _items];
            _items.Clear();
        }

        _changed.Pulse();
        return left;
    }

    /// <summary>Takes the next item, or null when there will be none.</summary>
    public async Task<ImportRequest?> TakeAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed = _changed.Next;
            lock (_lock)
            {
                if (_items.Count > 0 && !_isStopped)
                {
                    ImportRequest next = _items.Dequeue();
                    _changed.Pulse();
                    return next;
                }

                if (_isComplete || _isStopped)
                {
                    return null;
                }
            }

            await changed.OrCancelledAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
