using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Model;
using MailboxImportExport.Transfer;
using MailboxImportExport.Transfer.Spool;

namespace MailboxImportExport.Pipeline;

/// <summary>Brings what a run gives out to the pipeline.</summary>
/// <param name="output">Where it goes.</param>
/// <param name="withItems">Whether items are written, or only failures.</param>
/// <param name="cancellationToken">Ends the waiting for room.</param>
internal sealed class TransferOutput<T>(CmdletOutput output, bool withItems, CancellationToken cancellationToken) : ITransferOutput<T>
    where T : class
{
    public Task ItemAsync(T item)
    {
        if (!withItems)
        {
            return Task.CompletedTask;
        }

        // Content that nobody is going to get gives its room back.
        HeldContent? held = (item as ExportedMailboxItem)?.Content as HeldContent;
        return held is null
            ? output.WriteObjectAsync(item, cancellationToken)
            : output.WriteObjectAsync(item, held.Deliver, held.Release, cancellationToken);
    }

    public Task FailedAsync(MailboxImportExportException failure, object target) => output.WriteErrorAsync(failure, target, cancellationToken);
}
