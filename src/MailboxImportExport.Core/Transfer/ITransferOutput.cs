using System.Threading.Tasks;
using MailboxImportExport.Model;

namespace MailboxImportExport.Transfer;

/// <summary>What a run gives out. May be called from several lanes at once; a call may wait until the user has room.</summary>
/// <typeparam name="T">What an item becomes.</typeparam>
internal interface ITransferOutput<in T>
{
    /// <summary>An item is done.</summary>
    Task ItemAsync(T item);

    /// <summary>An item or a mailbox failed; the run goes on.</summary>
    Task FailedAsync(MailboxImportExportException failure, object target);
}
