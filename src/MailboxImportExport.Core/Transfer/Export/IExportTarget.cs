using System;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph.Export;
using MailboxImportExport.Model;

namespace MailboxImportExport.Transfer.Export;

/// <summary>Where exported items stay. Called by several lanes at once.</summary>
internal interface IExportTarget
{
    /// <summary>Waits until another call may begin; disposing the result ends it.</summary>
    /// <param name="expected">Bytes that the call is expected to bring.</param>
    /// <param name="pressures">How often a call for one of the items had to be given up for lack of room.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    Task<IDisposable> BeginCallAsync(long expected, int pressures, CancellationToken cancellationToken);

    /// <summary>Opens a place for a large item.</summary>
    Task<ILargeItem> OpenLargeAsync(CancellationToken cancellationToken);

    /// <summary>Keeps an item. The large content of the entry belongs to the target from here on.</summary>
    Task<ExportedMailboxItem> KeepAsync(ExportRequest request, ExportEntry entry, CancellationToken cancellationToken);
}
