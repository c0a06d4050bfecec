using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph;
using MailboxImportExport.Graph.Items;
using MailboxImportExport.Model;
using MailboxImportExport.Transfer.Remove;

namespace MailboxImportExport.Transfer.Copy;

/// <summary>Looks at a copy once more, immediately before the item is removed for its sake: it was proven some time ago.</summary>
internal sealed class CopyCheck(GraphConnection target, IRunLog log)
{
    private readonly ItemVersions _versions = new(target, log);

    /// <exception cref="MailboxImportExportException">The copy is not there any more, or not as it was proven.</exception>
    public async Task RunAsync(RemovalRequest request, CancellationToken cancellationToken)
    {
        ItemCopy copy = request.Copy ?? throw new ArgumentException("The item has no copy.", nameof(request));
        string? now;
        try
        {
            now = await _versions.ReadAsync(copy.MailboxId, copy.FolderId, copy.ItemId, request.Name, cancellationToken).ConfigureAwait(false);
        }
        catch (MailboxImportExportException e) when (!FailureScope.EndsRun(e.Kind))
        {
            throw Errors.CopyNotProven(request.Name, e);
        }

        if (now is null || !copy.Versions.Contains(now, StringComparer.Ordinal))
        {
            throw Errors.CopyChanged(request.Name);
        }
    }
}
