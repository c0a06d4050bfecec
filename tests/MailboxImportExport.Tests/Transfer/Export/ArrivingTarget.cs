using System;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph.Export;
using MailboxImportExport.Model;
using MailboxImportExport.Transfer.Export;

namespace MailboxImportExport.Tests.Transfer.Export;

/// <summary>A target that tells when so many items have come.</summary>
internal sealed class ArrivingTarget(IExportTarget inner, int items) : IExportTarget
{
    private readonly TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _left = items;

    public Task Arrived => _arrived.Task;

    public Task<IDisposable> BeginCallAsync(long expected, int pressures, CancellationToken cancellationToken) => inner.BeginCallAsync(expected, pressures, cancellationToken);

    public Task<ILargeItem> OpenLargeAsync(CancellationToken cancellationToken) => inner.OpenLargeAsync(cancellationToken);

    public async Task<ExportedMailboxItem> KeepAsync(ExportRequest request, ExportEntry entry, CancellationToken cancellationToken)
    {
        ExportedMailboxItem item = await inner.KeepAsync(request, entry, cancellationToken);
        if (Interlocked.Decrement(ref _left) == 0)
        {
            _arrived.SetResult();
        }

        return item;
    }
}
