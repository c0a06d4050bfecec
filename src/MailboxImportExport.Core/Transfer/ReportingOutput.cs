using System;
using System.Threading.Tasks;
using MailboxImportExport.Model;

namespace MailboxImportExport.Transfer;

/// <summary>Reports progress with everything that is given out.</summary>
internal sealed class ReportingOutput<T>(ITransferOutput<T> inner, IProgress<TransferProgress> progress, Ledger ledger, string subject) : ITransferOutput<T>
{
    public Task ItemAsync(T item)
    {
        Report();
        return inner.ItemAsync(item);
    }

    public Task FailedAsync(MailboxImportExportException failure, object target)
    {
        Report();
        return inner.FailedAsync(failure, target);
    }

    /// <summary>Reports what needs nothing given out: an item was skipped.</summary>
    public void Report() => progress.Report(new TransferProgress
    {
        Subject = subject,
        Requested = ledger.Requested,
        Ended = ledger.Ended,
        Bytes = ledger.Bytes,
        IsListed = ledger.IsListed,
    });
}
