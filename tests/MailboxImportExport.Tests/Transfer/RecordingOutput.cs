using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Threading.Tasks;
using MailboxImportExport.Model;
using MailboxImportExport.Transfer;
using MailboxImportExport.Transfer.Spool;

namespace MailboxImportExport.Tests.Transfer;

/// <summary>Remembers what a run gives out, as a pipeline that has it.</summary>
internal sealed class RecordingOutput<T> : ITransferOutput<T>
{
    private readonly ConcurrentQueue<T> _items = new();
    private readonly ConcurrentQueue<(MailboxImportExportException, object)> _failures = new();

    public IReadOnlyCollection<T> Items => _items;

    public IReadOnlyCollection<(MailboxImportExportException Failure, object Target)> Failures => _failures;

    public Task ItemAsync(T item)
    {
        _items.Enqueue(item);
        ((item as ExportedMailboxItem)?.Content as HeldContent)?.Deliver();
        return Task.CompletedTask;
    }

    public Task FailedAsync(MailboxImportExportException failure, object target)
    {
        _failures.Enqueue((failure, target));
        return Task.CompletedTask;
    }
}
