using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Threading.Tasks;
using MailboxImportExport.Model;
using MailboxImportExport.Transfer;

namespace MailboxImportExport.Tests.Transfer.Import;

/// <summary>Keeps the errors that a run writes.</summary>
internal sealed class RecordingOutput : ITransferOutput<ImportedMailboxItem>
{
    private readonly ConcurrentQueue<(MailboxImportExportException Failure, object Target)> _failures = new();
    private readonly ConcurrentQueue<ImportedMailboxItem> _items = new();

    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when the first item was imported.</summary>
    public Task First => _first.Task;

    public IReadOnlyCollection<(MailboxImportExportException Failure, object Target)> Failures => _failures;

    public IReadOnlyCollection<ImportedMailboxItem> Items => _items;

    public Task ItemAsync(ImportedMailboxItem item)
    {
        _items.Enqueue(item);
        _first.TrySetResult();
        return Task.CompletedTask;
    }

    public Task FailedAsync(MailboxImportExportException failure, object target)
    {
        _failures.Enqueue((failure, target));
        return Task.CompletedTask;
    }
}
