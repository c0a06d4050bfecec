using System.Threading;
using System.Threading.Tasks;

namespace MailboxImportExport.Graph.Export;

/// <summary>Where exported content goes while it arrives. One sink serves one call; several calls use several sinks.</summary>
internal interface IItemSink
{
    /// <summary>Opens a place for an item that does not fit into the buffer. Disposing it without completion removes what was written.</summary>
    Task<ILargeItem> OpenLargeAsync(CancellationToken cancellationToken);

    /// <summary>Takes an entry of the answer over, content or error. The buffer of a small item is valid during the call only.</summary>
    Task TakeAsync(ExportEntry entry, CancellationToken cancellationToken);
}
