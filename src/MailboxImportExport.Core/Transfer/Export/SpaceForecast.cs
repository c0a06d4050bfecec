using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph;
using MailboxImportExport.Graph.Folders;
using MailboxImportExport.Graph.Items;
using MailboxImportExport.Graph.Json;
using MailboxImportExport.ItemFolder;
using MailboxImportExport.Model;

namespace MailboxImportExport.Transfer.Export;

/// <summary>
/// Compares all that a run is going to export, its mailboxes together, with the free space of the drive: before the first byte, as far as it is
/// known then, and while it grows. What the service says of sizes can be far off in both directions: it is a warning, and the drive itself decides.
/// From any thread.
/// </summary>
internal sealed class SpaceForecast(GraphConnection connection, ItemFolderWriter folder, IRunLog log)
{
    // So many items have to have come until what they took says more than what was listed.
    private const int Enough = 50;

    private readonly object _lock = new();

    // What is still to come of the folders of a mailbox: reported, less what the folder had of it.
    private readonly Dictionary<string, long> _mailboxes = new(StringComparer.OrdinalIgnoreCase);
    private long _expected;
    private long _listed;
    private long _bytes;
    private int _items;
    private bool _hasWarned;

    /// <summary>Reckons with the folders of a request.</summary>
    /// <returns>Whether all of what is in them is reckoned with; of a part of it nobody knows the size beforehand.</returns>
    public async Task<bool> ExpectAsync(ItemListRequest request, CancellationToken cancellationToken)
    {
        if (!request.Query.Filter.IsAll)
        {
            return false;
        }

        // The listing walks the folders once more as it goes, so that what it compares its counts with is not old.
        long reported = 0;
        FolderSelection selection = new(connection, log);
        ItemListRequest sized = request with { Folders = request.Folders with { Size = true } };
        sized = sized with { Folder = await SizedAsync(sized, cancellationToken).ConfigureAwait(false) };
        await foreach ((MailboxContentFolder found, string? leftOut) in selection.RunAsync(sized, cancellationToken).ConfigureAwait(false))
        {
            reported += leftOut is null ? found.Size ?? 0 : 0;
        }

        Expect(request.Store.MailboxId, reported);
        return true;
    }

    /// <summary>Reckons with an item.</summary>
    public void Expect(ExportRequest request)
    {
        lock (_lock)
        {
            _expected += request.ListedSize;
        }

        Look();
    }

    /// <summary>An item has come, or does not come.</summary>
    /// <param name="request">The item.</param>
    /// <param name="bytes">What it took, or null when it does not come.</param>
    public void End(ExportRequest request, long? bytes)
    {
        lock (_lock)
        {
            if (bytes is null || request.ListedSize <= 0)
            {
                _expected -= request.ListedSize;
                return;
            }

            _expected -= request.ListedSize;
            _listed += request.ListedSize;
            _bytes += bytes.Value;
            _items++;
        }

        Look();
    }

    // One that was found already was found without its size.
    private async Task<FolderIdentity?> SizedAsync(ItemListRequest request, CancellationToken cancellationToken)
    {
        if (request.Folder?.Folder is not MailboxContentFolder { Size: null } known)
        {
            return request.Folder;
        }

        FolderJson json = await new FolderRequests(connection, log, request.Folders).GetAsync(known.MailboxId, known.FolderId, cancellationToken).ConfigureAwait(false);
        return request.Folder with { Folder = FolderTree.ToModel(known.MailboxId, json, known.Parent) with { Path = known.Path } };
    }

    // What the folder has of a mailbox counts once, however many of its folders are given.
    private void Expect(string mailboxId, long reported)
    {
        lock (_lock)
        {
            long before = _mailboxes.TryGetValue(mailboxId, out long known) ? known : -folder.BytesOf(mailboxId);
            _mailboxes[mailboxId] = before + reported;
            _expected += Math.Max(0, before + reported) - Math.Max(0, before);
        }

        Look();
    }

    private void Look()
    {
        long expected;
        int mailboxes;
        lock (_lock)
        {
            expected = (long)(Math.Max(0, _expected) * (_items >= Enough ? _bytes / (double)_listed : 1));
            mailboxes = _mailboxes.Count;
            if (_hasWarned || folder.Space.Known is not long free || free >= expected + FreeSpace.Reserve)
            {
                return;
            }

            _hasWarned = true;
        }

        string what = mailboxes > 1 ? $"{mailboxes} mailboxes so far: about" : "About";
        log.Warning(FormattableString.Invariant(
            $"{what} {expected:N0} bytes are still to come, as far as can be told, and the drive of '{folder.Layout.Root}' has {folder.Space.Known:N0} free. The export ends cleanly when it is full, and the same line goes on when there is room."));
    }
}
