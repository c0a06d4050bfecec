using System.Threading.Tasks;
using MailboxImportExport.Model;
using MailboxImportExport.Transfer;

namespace MailboxImportExport.Tests.Transfer;

/// <summary>Takes what a run gives out, for tests that look at its account.</summary>
internal sealed class NoOutput<T> : ITransferOutput<T>
{
    public Task ItemAsync(T item) => Task.CompletedTask;

    public Task FailedAsync(MailboxImportExportException failure, object target) => Task.CompletedTask;
}
