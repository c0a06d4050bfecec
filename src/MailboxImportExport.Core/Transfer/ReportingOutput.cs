using System;
using System.Threading.Tasks;
using MailboxImportExport.Model;

namespace MailboxImportExport.Transfer;

/// <summary>Reports progress with everything that is given out.</summary>
/// <param name="inner">Where it goes.</param>
/// <param name="progress">Told of the progress.</param>
/// <param name="ledger">Counts the items.</param>
/// <param name="subject">What is being worked on.</param>
/// <param name="ended">Called for each item that has ended, or null.</param>
internal sealed class ReportingOutput<T>(ITransferOutput<T> inner, IProgress<TransferProgress> progress, Ledger ledger, string subject, Action? ended = null) : ITransferOutput<T>
{
    public async Task ItemAsync(T item)
    {
        Report();
        await inner.ItemAsync(item).ConfigureAwait(false);
    }

    public async Task FailedAsync(MailboxImportExportException failure, object target)
    {
        Report();
        await inner.FailedAsync(failure, target).ConfigureAwait(false);
    }

    /// <summary>Reports an item that has ended; by itself what needs nothing given out: it was skipped.</summary>
    public void Report()
    {
        ended?.Invoke();
        LedgerCount count = ledger.Count();
        progress.Report(new TransferProgress
        {
            Subject = subject,
            Requested = count.Requested,
            Ended = count.Ended,
            Bytes = count.Bytes,
            IsListed = ledger.IsListed,
        });
    }
}
