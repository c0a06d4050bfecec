using System;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph.Export;
using MailboxImportExport.Model;
using MailboxImportExport.Transfer.Export;

namespace MailboxImportExport.Transfer.Measure;

/// <summary>Keeps nothing of exported items but their size.</summary>
internal sealed class WeighingTarget : IExportTarget, IDisposable
{
    public Task<IDisposable> BeginCallAsync(long expected, int pressures, CancellationToken cancellationToken) => Task.FromResult<IDisposable>(this);

    public Task<ILargeItem> OpenLargeAsync(CancellationToken cancellationToken) => Task.FromResult<ILargeItem>(new Nowhere());

    public Task<ExportedMailboxItem> KeepAsync(ExportRequest request, ExportEntry entry, CancellationToken cancellationToken)
    {
        entry.Large?.Dispose();
        return Task.FromResult(new ExportedMailboxItem
        {
            SourceMailboxId = request.MailboxId,
            SourceItemId = request.ItemId,
            Size = entry.Length,
            Sha256 = Hex.Of(entry.Sha256),
            Item = request.Item,
        });
    }

    public void Dispose()
    {
    }

    private sealed class Nowhere : ILargeItem
    {
        public Task WriteAsync(byte[] buffer, int count, CancellationToken cancellationToken) => Task.CompletedTask;

        public void Dispose()
        {
        }
    }
}
