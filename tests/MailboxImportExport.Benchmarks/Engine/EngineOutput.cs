using System;
using System.Threading.Tasks;
using MailboxImportExport.Model;
using MailboxImportExport.Transfer;

namespace MailboxImportExport.Benchmarks.Engine;

/// <summary>Takes what a run writes, and ends it at the first failure: a trial that fails measures nothing.</summary>
internal sealed class EngineOutput<T> : ITransferOutput<T>
{
    public Task ItemAsync(T item) => Task.CompletedTask;

    public Task FailedAsync(MailboxImportExportException failure, object target) => throw new InvalidOperationException($"{target}: {failure.Message}", failure);
}
