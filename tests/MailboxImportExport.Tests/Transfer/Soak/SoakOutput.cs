using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Threading.Tasks;
using MailboxImportExport.Model;
using MailboxImportExport.Transfer;

namespace MailboxImportExport.Tests.Transfer.Soak;

/// <summary>Takes what a run gives out, and remembers what is not there; the accounts tell the rest.</summary>
internal sealed class SoakOutput<T> : ITransferOutput<T>
{
    private readonly ConcurrentQueue<string> _gone = new();

    /// <summary>Ids that the service does not know.</summary>
    public IReadOnlyCollection<string> Gone => _gone;

    public Task ItemAsync(T item) => Task.CompletedTask;

    public Task FailedAsync(MailboxImportExportException failure, object target)
    {
        if (failure.Kind == FailureKind.ItemNotFound)
        {
            _gone.Enqueue((string)target);
        }

        return Task.CompletedTask;
    }
}
