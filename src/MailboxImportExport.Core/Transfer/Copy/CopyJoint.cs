using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph;
using MailboxImportExport.Graph.Folders;
using MailboxImportExport.Model;
using MailboxImportExport.Transfer.Export;
using MailboxImportExport.Transfer.Import;
using MailboxImportExport.Transfer.Spool;

namespace MailboxImportExport.Transfer.Copy;

/// <summary>
/// Stands between the two halves of a copy: keeps the exporting half from items that the target has, makes the folders, and
/// hands what was exported to the importing half.
/// </summary>
internal sealed class CopyJoint(
    GraphConnection source,
    CopyTarget target,
    CopyOptions options,
    ClaimedHandles handles,
    MoveRun? move,
    TimeAllowance allowance,
    ITransferOutput<ImportedMailboxItem> output,
    IRunLog log) : IExportScreen, ITransferOutput<ExportedMailboxItem>
{
    private readonly ConcurrentDictionary<string, CopySource> _sources = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, bool> _told = new(StringComparer.Ordinal);

    /// <summary>Ends what waits for room in the importing half; set when the run begins.</summary>
    public CancellationToken Token { get; set; }

    public async Task EnterAsync(IReadOnlyList<MailboxContentFolder> folders, MailboxAccount account, CancellationToken cancellationToken)
    {
        if (!options.KeepsTree)
        {
            return;
        }

        if (options.Folder is null && IsTarget(account))
        {
            throw Errors.CopyIntoItself(account.Name);
        }

        // Also those that hold nothing.
        foreach (MailboxContentFolder folder in folders)
        {
            try
            {
                if (!await IsInTargetAsync(folder, account, cancellationToken).ConfigureAwait(false))
                {
                    await SourceOf(account).Folders.GetAsync(SourceFolder.Of(folder.Path, folder), folder.Path, cancellationToken).ConfigureAwait(false);
                }
            }
            catch (MailboxImportExportException e) when (!FailureScope.EndsRun(e.Kind))
            {
                account.AddReason(e.Message);
                await output.FailedAsync(e, folder.Path).ConfigureAwait(false);
            }
        }
    }

    public async Task<bool> NeedsAsync(ExportRequest request, MailboxAccount account, CancellationToken cancellationToken)
    {
        if (target.Import.End is MailboxImportExportException end)
        {
            // What is left stays pending, and the run has the reason.
            throw allowance.IsOver ? new OperationCanceledException() : end;
        }

        if (options.KeepsTree && request.Item?.Folder is MailboxContentFolder own && await IsInTargetAsync(own, account, cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        if (move is not null && request.Item is null)
        {
            throw Errors.ItemWithoutFolder(request.ItemId);
        }

        MailboxContentFolder folder = await SourceOf(account).Folders.GetAsync(PlaceOf(request.Item), request.Name, cancellationToken).ConfigureAwait(false);
        return move is null
            ? !await IsThereAsync(folder, request).ConfigureAwait(false)
            : !IsItself(folder, request, account) && move.Enter(request, account);
    }

    public void Leave(FolderCoverage folder, MailboxAccount account) => move?.EndFolder(folder);

    public void Lose(ExportRequest request) => move?.Lose(request.MailboxId, request.ItemId);

    public async Task ItemAsync(ExportedMailboxItem item)
    {
        handles.Claim(item);
        ImportRequest request = new()
        {
            Owner = _sources[item.SourceMailboxId],
            Content = ExportedContent.Of(item),
            Item = item,
            SourceFolder = PlaceOf(item.Item),
        };
        try
        {
            await target.Import.AddAsync(request, Token).ConfigureAwait(false);
        }
        catch
        {
            handles.Release(request.Content);
            throw;
        }
    }

    public Task FailedAsync(MailboxImportExportException failure, object target) => output.FailedAsync(failure, target);

    private async Task<bool> IsThereAsync(MailboxContentFolder folder, ExportRequest request)
    {
        // By the token of the run: one listing serves all sources, and must not end with the one that came first.
        if (target.Contents is null
            || request.Item is not { SearchKey: not null } item
            || await target.Contents.TakeAsync(folder, ItemIdentity.Of(item), Token).ConfigureAwait(false) != TargetPresence.Same)
        {
            return false;
        }

        if (log.ShowsVerbose)
        {
            log.Verbose($"'{item}' is skipped: '{folder.Path}' has it.");
        }

        return true;
    }

    // The item that would prove that the target has it could be the very one that is then removed.
    private bool IsItself(MailboxContentFolder folder, ExportRequest request, MailboxAccount account)
    {
        bool isItself = IsTarget(account) && folder.FolderId == request.Item!.FolderId;
        if (isItself && _told.TryAdd(folder.FolderId, true))
        {
            log.Warning($"'{folder.Path}' is where its items would be moved to; they stay as they are.");
        }

        return isItself;
    }

    private static SourceFolder? PlaceOf(MailboxItem? item) => item is null ? null : SourceFolder.Of(item.FolderPath, item.Folder);

    private CopySource SourceOf(MailboxAccount account) => _sources.GetOrAdd(account.MailboxId, _ => Open(account));

    private CopySource Open(MailboxAccount account)
    {
        if (!IsTarget(account))
        {
            target.Follow();
        }

        return new CopySource(account, target.FoldersFor(FolderOf(account)), handles, move);
    }

    private FolderIdentity? FolderOf(MailboxAccount account)
    {
        bool isNamed = options.Folder?.Text.Contains(CopyOptions.NamePlace) == true;
        return isNamed ? new FolderIdentity { Text = options.Folder!.Text.Replace(CopyOptions.NamePlace, FolderPath.Join(null, account.Name)) } : options.Folder;
    }

    private bool IsTarget(MailboxAccount account) => target.Is(source, account.MailboxId);

    // A mailbox that is copied into one of its own folders would never come to an end: its copy is left out.
    private async Task<bool> IsInTargetAsync(MailboxContentFolder folder, MailboxAccount account, CancellationToken cancellationToken)
    {
        if (!IsTarget(account) || await SourceOf(account).Folders.GetTargetAsync(cancellationToken).ConfigureAwait(false) is not MailboxContentFolder place)
        {
            return false;
        }

        bool isInside = folder.WithParents().Any(above => above.FolderId == place.FolderId);
        if (isInside && _told.TryAdd(folder.FolderId, true))
        {
            log.Warning($"'{folder.Path}' is where the copy goes to; it is not copied itself.");
        }

        return isInside;
    }
}
