using System;
using System.Collections.Concurrent;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph.Export;
using MailboxImportExport.Model;
using MailboxImportExport.Transfer.Export;
using MailboxImportExport.Transfer.Measure;

namespace MailboxImportExport.Tests.Transfer.Export;

/// <summary>Counts what arrives of each item.</summary>
internal sealed class KeptItems : IExportTarget, IDisposable
{
    private readonly WeighingTarget _inner = new();

    /// <summary>How often an item was kept.</summary>
    public ConcurrentDictionary<string, int> Times { get; } = new(StringComparer.Ordinal);

    public Task<IDisposable> BeginCallAsync(long expected, int pressures, CancellationToken cancellationToken) => _inner.BeginCallAsync(expected, pressures, cancellationToken);

    public Task<ILargeItem> OpenLargeAsync(CancellationToken cancellationToken) => _inner.OpenLargeAsync(cancellationToken);

    public Task<ExportedMailboxItem> KeepAsync(ExportRequest request, ExportEntry entry, CancellationToken cancellationToken)
    {
        Times.AddOrUpdate(request.ItemId, 1, static (_, times) => times + 1);
        return _inner.KeepAsync(request, entry, cancellationToken);
    }

    public void Dispose() => _inner.Dispose();
}
