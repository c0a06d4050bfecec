using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.FastTransfer;
using MailboxImportExport.Graph;
using MailboxImportExport.Graph.Import;
using MailboxImportExport.Model;
using MailboxImportExport.Transfer.Export;
using MailboxImportExport.Transfer.Import;
using MailboxImportExport.Transfer.Remove;
using MailboxImportExport.Transfer.Spool;

namespace MailboxImportExport.Transfer.Copy;

/// <summary>
/// Proves that the target has what was exported: reads the item back from there and compares the two, property by property. Only what the
/// service changes by itself may differ. An item of the target proves one item of the source, however the two were brought together.
/// </summary>
/// <param name="target">The connection to the target.</param>
/// <param name="mailboxId">The target.</param>
/// <param name="spool">Where what is read back is meanwhile. Not where exported items wait for their proof: they would wait for each other.</param>
/// <param name="proven">Told how each proof ended, with the copy, or why it is none.</param>
/// <param name="log">Where the run tells what it does.</param>
internal sealed class CopyProof(
    GraphConnection target,
    string mailboxId,
    IExportTarget spool,
    Func<ImportRequest, ItemCopy?, MailboxImportExportException?, Task> proven,
    IRunLog log) : IDisposable
{
    private const int MostShown = 5;

    // Few, so that several items wait for the next call and travel together; two, so that a large one holds up no other.
    private const int Lanes = 2;

    private readonly ProvingItems _proving = ProvingItems.Of(MoveGuard.NameOf(target.GraphEndpoint, mailboxId));
    private readonly ConcurrentDictionary<string, (ImportRequest Request, ItemCopy Copy)> _open = new(StringComparer.Ordinal);
    private MailboxExport? _export;

    /// <summary>Starts the lanes; each ends when all proofs that were asked for have ended.</summary>
    public IReadOnlyList<Task> Start(CancellationToken cancellationToken)
    {
        _export = new MailboxExport(target, mailboxId, spool, log, new Ledger(), outcome => EndedAsync(outcome, cancellationToken));
        return [.. _export.Start(cancellationToken).Take(Lanes)];
    }

    /// <summary>
    /// Asks for a proof; waits while many are waiting. The content that was exported must be there until it has ended. There is none by an item
    /// of the target that was named before: two items would be removed, and one copy left.
    /// </summary>
    /// <param name="request">What was imported.</param>
    /// <param name="folder">The folder of the target.</param>
    /// <param name="itemId">The item there.</param>
    /// <param name="changeKey">Its version, as far as it is known.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task AddAsync(ImportRequest request, MailboxContentFolder folder, string itemId, string? changeKey, CancellationToken cancellationToken)
    {
        if (!_proving.TryTake(itemId))
        {
            return proven(request, null, Errors.CopyShared(request.Name));
        }

        _open[itemId] = (request, new ItemCopy(mailboxId, folder.FolderId, itemId, changeKey is null ? [] : [changeKey]));
        MailboxItem item = new()
        {
            MailboxId = mailboxId,
            FolderId = folder.FolderId,
            FolderPath = folder.Path,
            Folder = folder,
            ItemId = itemId,
            Subject = request.Item?.Subject,
            Size = request.Content.Length,
        };
        return _export!.AddAsync(new ExportRequest { MailboxId = mailboxId, ItemId = itemId, Item = item }, cancellationToken);
    }

    /// <summary>No more proofs will be asked for.</summary>
    public void Complete() => _export!.Complete();

    /// <summary>What was named as a copy may be named by the next move.</summary>
    public void Dispose() => _proving.Dispose();

    private async Task EndedAsync(ExportOutcome outcome, CancellationToken cancellationToken)
    {
        if (!_open.TryRemove(outcome.Request.ItemId, out (ImportRequest Request, ItemCopy Copy) open))
        {
            return;
        }

        ImportRequest request = open.Request;
        HeldContent? copy = outcome.Item?.Content as HeldContent;
        try
        {
            MailboxImportExportException? failure = copy is null
                ? Errors.CopyNotProven(request.Name, outcome.Failure!)
                : await CompareAsync(request, copy, cancellationToken).ConfigureAwait(false);
            await proven(request, failure is null ? WithVersion(open.Copy, outcome.Item!.ChangeKey) : null, failure).ConfigureAwait(false);
        }
        finally
        {
            copy?.Release();
        }
    }

    private static async Task<MailboxImportExportException?> CompareAsync(ImportRequest request, HeldContent copy, CancellationToken cancellationToken)
    {
        try
        {
            using FastTransferItem left = await OpenAsync(request.Content, cancellationToken).ConfigureAwait(false);
            using FastTransferItem right = await OpenAsync(copy, cancellationToken).ConfigureAwait(false);
            ItemComparison comparison = ItemComparer.Compare(left, right);
            return comparison.Verdict == ItemComparisonVerdict.Different ? Errors.CopyDiffers(request.Name, Shown(comparison)) : null;
        }
        catch (MailboxImportExportException e) when (!FailureScope.EndsRun(e.Kind))
        {
            return Errors.CopyNotProven(request.Name, e);
        }
        catch (IOException e)
        {
            return Errors.CopyNotProven(request.Name, e);
        }
    }

    // What the import, or a listing, called the version and what the export calls it may have two forms; one of them is what the service says now.
    private static ItemCopy WithVersion(ItemCopy copy, string? changeKey) => changeKey is null ? copy : copy with { Versions = [changeKey, .. copy.Versions] };

    private static async Task<FastTransferItem> OpenAsync(IItemContent content, CancellationToken cancellationToken)
        => FastTransferReader.Read(await content.OpenAsync(cancellationToken).ConfigureAwait(false), content.Name);

    private static IReadOnlyList<string> Shown(ItemComparison comparison)
        => [.. comparison.Differences.Where(static d => d.ChangedByServer is null).Select(static d => d.Property ?? d.Place).Distinct().Take(MostShown)];
}
