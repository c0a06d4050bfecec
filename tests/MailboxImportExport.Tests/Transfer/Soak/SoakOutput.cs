using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Model;
using MailboxImportExport.Transfer;

namespace MailboxImportExport.Tests.Transfer.Soak;

/// <summary>Remembers what a run gives out, by the ids of the service.</summary>
internal sealed class SoakOutput<T>(Func<T, string> idOf) : ITransferOutput<T>
{
    private readonly ConcurrentQueue<string> _done = new();
    private readonly ConcurrentQueue<string> _gone = new();
    private int _timeouts;

    /// <summary>The items that are done.</summary>
    public IReadOnlyCollection<string> Done => _done;

    /// <summary>Ids that the service does not know.</summary>
    public IReadOnlyCollection<string> Gone => _gone;

    /// <summary>Failures for want of an answer.</summary>
    public int Timeouts => _timeouts;

    public Task ItemAsync(T item)
    {
        _done.Enqueue(idOf(item));
        return Task.CompletedTask;
    }

    public Task FailedAsync(MailboxImportExportException failure, object target)
    {
        if (failure.Kind == FailureKind.ItemNotFound)
        {
            _gone.Enqueue((string)target);
        }

        for (Exception? e = failure; e is not null; e = e.InnerException)
        {
            if (e is TimeoutException)
            {
                Interlocked.Increment(ref _timeouts);
                break;
            }
        }

        return Task.CompletedTask;
    }
}
