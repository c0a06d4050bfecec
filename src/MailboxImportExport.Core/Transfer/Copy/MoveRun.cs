using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;
using MailboxImportExport.Graph;
using MailboxImportExport.Model;
using MailboxImportExport.Transfer.Export;
using MailboxImportExport.Transfer.Import;
using MailboxImportExport.Transfer.Remove;
using MailboxImportExport.Transfer.Spool;

namespace MailboxImportExport.Transfer.Copy;

/// <summary>
/// What makes a copy a move: removes from the source what is proven to stand in the target, group by group. Whatever happens, an item
/// is in one of the two: it is removed softly, after the proof, and only in the version that was exported.
/// </summary>
internal sealed class MoveRun : IDisposable
{
    private readonly GraphConnection _source;
    private readonly CopyTarget _target;
    private readonly ClaimedHandles _handles;
    private readonly ITransferOutput<ImportedMailboxItem> _output;
    private readonly bool _isByFolder;
    private readonly TimeAllowance _allowance;
    private readonly IRunLog _log;
    private readonly CopyProof _proof;
    private readonly ConcurrentDictionary<string, MoveGroup> _groups = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string MailboxId, string ItemId), MoveGroup> _onTheWay = new();

    // Those whose items are not all accounted for.
    private readonly ConcurrentDictionary<MoveGroup, bool> _unsettled = new();
    private readonly Channel<MoveGroup> _ended = Channel.CreateUnbounded<MoveGroup>();
    private IReadOnlyList<Task> _proofs = [];

    /// <param name="source">The connection to the source.</param>
    /// <param name="target">The target.</param>
    /// <param name="spool">Where what is read back from the target is meanwhile.</param>
    /// <param name="handles">The exported content.</param>
    /// <param name="isByFolder">Whether items are removed when the listing of their folder has ended; else at the end of everything.</param>
    /// <param name="allowance">When it is over no further item is removed.</param>
    /// <param name="output">Told of items that stay.</param>
    /// <param name="log">Where the run tells what it does.</param>
    public MoveRun(
        GraphConnection source,
        CopyTarget target,
        IExportTarget spool,
        ClaimedHandles handles,
        bool isByFolder,
        TimeAllowance allowance,
        ITransferOutput<ImportedMailboxItem> output,
        IRunLog log)
    {
        _source = source;
        _target = target;
        _handles = handles;
        _isByFolder = isByFolder;
        _allowance = allowance;
        _output = output;
        _log = log;
        _proof = new CopyProof(target.Connection, target.Store.MailboxId, spool, ProvenAsync, log);
    }

    /// <summary>Starts what proves and removes.</summary>
    public IEnumerable<Task> Start(CancellationToken cancellationToken)
    {
        _proofs = _proof.Start(cancellationToken);
        return _proofs.Append(RemoveAsync(cancellationToken));
    }

    /// <summary>An item is going to be moved.</summary>
    /// <returns>Whether it is not on its way already.</returns>
    public bool Enter(ExportRequest request, MailboxAccount account)
    {
        MoveGroup group = _groups.GetOrAdd(KeyOf(request.MailboxId, request.Item!.FolderId), _ => new MoveGroup(account));
        if (!_onTheWay.TryAdd((request.MailboxId, request.ItemId), group))
        {
            return false;
        }

        _unsettled[group] = true;
        group.Enter();
        return true;
    }

    /// <summary>An item was not exported or not imported: it stays.</summary>
    public void Lose(string mailboxId, string itemId)
    {
        if (_onTheWay.TryRemove((mailboxId, itemId), out MoveGroup? group))
        {
            Leave(group, null);
        }
    }

    /// <summary>The target has an item; its content is held until that is proven.</summary>
    public Task ProveAsync(ImportRequest request, ImportOutcome outcome, CancellationToken cancellationToken)
    {
        if (_onTheWay.TryGetValue((request.Item!.SourceMailboxId, request.Item.SourceItemId), out MoveGroup? group))
        {
            group.NoteCopy();
        }

        string? itemId = outcome.Imported?.ItemId ?? outcome.Present?.ItemId;

        // Whatever led here: an item is no proof of itself.
        bool isItself = itemId == request.Item.SourceItemId && _target.Is(_source, request.Item.SourceMailboxId);
        return itemId is null || isItself
            ? ProvenAsync(request, null, Errors.CopyNotFound(request.Name))
            : _proof.AddAsync(request, outcome.Folder, itemId, outcome.Imported?.ChangeKey ?? outcome.Present?.ChangeKey, cancellationToken);
    }

    /// <summary>A folder was listed to its end.</summary>
    public void EndFolder(FolderCoverage folder)
    {
        if (_isByFolder && folder.IsListed && _groups.TryRemove(KeyOf(folder.MailboxId, folder.FolderId), out MoveGroup? group))
        {
            Leave(group, null);
        }
    }

    /// <summary>Everything was listed, exported and imported: ends when the last proof has, and lets go of the rest.</summary>
    public async Task EndAsync()
    {
        _proof.Complete();
        await Task.WhenAll(_proofs).ConfigureAwait(false);
        foreach ((string mailboxId, string itemId) in _onTheWay.Keys)
        {
            // The time of the run was over before it was its turn.
            Lose(mailboxId, itemId);
        }

        foreach (string key in _groups.Keys)
        {
            if (_groups.TryRemove(key, out MoveGroup? group))
            {
                Leave(group, null);
            }
        }

        _ended.Writer.Complete();
    }

    /// <summary>The run has ended, whatever its result: what the target has and the source still has as well is counted.</summary>
    public void Settle()
    {
        foreach (MoveGroup group in _unsettled.Keys)
        {
            long kept = group.Unsettled;
            group.Settle(removed: 0, kept);
            if (kept > 0 && _allowance.IsOver)
            {
                group.Account.AddReason(_allowance.Reason);
            }
        }
    }

    public void Dispose()
    {
        _proof.Dispose();
        foreach (MoveGroup group in _unsettled.Keys.Concat(_groups.Values))
        {
            group.Dispose();
        }
    }

    private string KeyOf(string mailboxId, string folderId) => _isByFolder ? $"{mailboxId.ToUpperInvariant()}\n{folderId}" : mailboxId.ToUpperInvariant();

    private async Task ProvenAsync(ImportRequest request, ItemCopy? copy, MailboxImportExportException? failure)
    {
        ExportedMailboxItem item = request.Item!;
        _handles.Release(request.Content);
        if (!_onTheWay.TryRemove((item.SourceMailboxId, item.SourceItemId), out MoveGroup? group))
        {
            return;
        }

        if (failure is not null)
        {
            group.Settle(removed: 0, kept: 1);
            group.Account.Log?.Write(MoveRecord.Unproven(request, group.Account.Name, failure));
            await _output.FailedAsync(failure, request.Name).ConfigureAwait(false);
        }

        Leave(group, copy is null ? null : RemovalRequest.Of(item.Item!) with { Versions = Versions(item), Copy = copy });
    }

    // What was listed and what was exported may have been written in two forms; one of them is what the service says now.
    private static IReadOnlyList<string> Versions(ExportedMailboxItem item)
        => [.. new[] { item.ChangeKey, item.Item?.ChangeKey }.OfType<string>().Distinct(StringComparer.Ordinal)];

    private void Leave(MoveGroup group, RemovalRequest? proven)
    {
        if (group.Leave(proven))
        {
            _ended.Writer.TryWrite(group);
        }
    }

    private async Task RemoveAsync(CancellationToken cancellationToken)
    {
        MoveRemoval removal = new(_source, _target, _allowance, _output, _log);
        while (await _ended.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
        {
            while (_ended.Reader.TryRead(out MoveGroup? group))
            {
                if (await removal.RunAsync(group, cancellationToken).ConfigureAwait(false) && _unsettled.TryRemove(group, out _))
                {
                    group.Dispose();
                }
            }
        }
    }
}
