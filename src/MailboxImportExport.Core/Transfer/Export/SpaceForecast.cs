using System;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph;
using MailboxImportExport.Graph.Folders;
using MailboxImportExport.Graph.Items;
using MailboxImportExport.ItemFolder;
using MailboxImportExport.Model;

namespace MailboxImportExport.Transfer.Export;

/// <summary>
/// Compares what the folders of a mailbox hold with the free space of the drive before the first item is exported. What the service says of
/// sizes can be far off in both directions: it is a warning, and the drive itself decides.
/// </summary>
internal sealed class SpaceForecast(GraphConnection connection, ItemFolderWriter folder, IRunLog log)
{
    public async Task CheckAsync(ItemListRequest request, CancellationToken cancellationToken)
    {
        if (!request.Query.Filter.IsAll)
        {
            // Nobody knows how much of it that is.
            return;
        }

        // The listing walks the folders once more as it goes, so that what it compares its counts with is not old.
        long reported = 0;
        FolderSelection selection = new(connection, log);
        ItemListRequest sized = request with { Folders = request.Folders with { Size = true } };
        await foreach ((MailboxContentFolder found, string? leftOut) in selection.RunAsync(sized, cancellationToken).ConfigureAwait(false))
        {
            reported += leftOut is null ? found.Size ?? 0 : 0;
        }

        long expected = Math.Max(0, reported - folder.BytesOf(request.Store.MailboxId));
        if (folder.Space.Free is long free && free < expected + FreeSpace.Reserve)
        {
            log.Warning(FormattableString.Invariant(
                $"{request.Store.Identity}: about {expected:N0} bytes are still to come, as far as the service tells, and the drive of '{folder.Layout.Root}' has {free:N0} free. The export ends cleanly when it is full, and the same line goes on when there is room."));
        }
    }
}
