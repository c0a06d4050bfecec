using System.Threading.Tasks;
using MailboxImportExport.Model;
using MailboxImportExport.Transfer;

namespace MailboxImportExport.Tests.Transfer.Soak;

/// <summary>Takes what a run gives out; the accounts tell the rest.</summary>
internal sealed class SoakOutput<T> : ITransferOutput<T>
{
    public Task ItemAsync(T item) => Task.CompletedTask;

    public Task FailedAsync(MailboxImportExportException failure, object target) => Task.CompletedTask;
}
