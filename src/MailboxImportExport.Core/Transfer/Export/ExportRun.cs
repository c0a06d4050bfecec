using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph;
using MailboxImportExport.Graph.Items;
using MailboxImportExport.Graph.Mailboxes;
using MailboxImportExport.ItemFolder;
using MailboxImportExport.Model;

namespace MailboxImportExport.Transfer.Export;

/// <summary>
/// One run of an export command: resolves what it is given into items, leaves out what the export folder already has, exports
/// the rest, and accounts for every item of every mailbox.
/// </summary>
internal sealed class ExportRun
{
    private readonly GraphConnection _connection;
    private readonly IRunLog _log;
    private readonly ITransferOutput<ExportedMailboxItem> _output;
    private readonly IProgress<TransferProgress> _progress;
    private readonly ItemFolderWriter? _folder;
    private readonly IExportScreen? _screen;
    private readonly Dictionary<string, MailboxImportExportException> _missing = new(StringComparer.OrdinalIgnoreCase);
    private readonly MailboxResolver _resolver;
    private readonly ExportItems _export;
    private readonly RefusalGuard _refusals = new();
    private readonly RefusalGuard _exportRefusals = new();
    private readonly HashSet<string> _listed = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, bool> _refused = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, MailboxAccount> _accounts = new(StringComparer.OrdinalIgnoreCase);

    public ExportRun(
        GraphConnection connection,
        IExportTarget target,
        ItemFolderWriter? folder,
        ITransferOutput<ExportedMailboxItem> output,
        IProgress<TransferProgress> progress,
        IRunLog log,
        IExportScreen? screen = null)
    {
        _screen = screen;
        _connection = connection;
        _folder = folder;
        _output = output;
        _progress = progress;
        _log = log;
        _resolver = new MailboxResolver(connection, log);
        _export = new ExportItems(connection, target, log, EndedAsync);
    }

    /// <summary>Finds the mailboxes of several sources by one call.</summary>
    public Task PrefetchAsync(IReadOnlyList<ExportSource> sources, CancellationToken cancellationToken)
        => _resolver.PrefetchAsync(sources.Where(static s => !s.ComposeMailboxId).Select(static s => s.Mailbox), sources[0].Archive, cancellationToken);

    /// <summary>Exports until the input has ended and every item of it as well.</summary>
    public Task RunAsync(IAsyncEnumerable<ExportSource> sources, CancellationToken cancellationToken) => _export.RunAsync(
        async token =>
        {
            await foreach (ExportSource source in sources.WithCancellation(token).ConfigureAwait(false))
            {
                await TakeAsync(source, token).ConfigureAwait(false);
            }

            foreach (MailboxAccount account in _accounts.Values)
            {
                account.Ledger.EndRequests();
            }
        },
        cancellationToken);

    /// <summary>The accounts so far, one for each mailbox; also after the run was stopped.</summary>
    public IReadOnlyList<MailboxTransferSummary> Summaries(string command)
        => _accounts.Values.Select(a => a.ToSummary(command, _connection.Time.GetUtcNow())).OrderBy(static s => s.Started).ToList();

    private async Task TakeAsync(ExportSource source, CancellationToken cancellationToken)
    {
        MailboxAccount? account = null;
        try
        {
            MailboxContentStore store = await ResolveAsync(source, cancellationToken).ConfigureAwait(false);
            account = Account(store.MailboxId, store.Identity);
            if (source.Listing is not null)
            {
                await TakeListingAsync(source.Listing with { Store = store }, account, cancellationToken).ConfigureAwait(false);
                return;
            }

            ExportRequest request = new() { MailboxId = store.MailboxId, ItemId = source.Item?.ItemId ?? source.ItemId!, Item = source.Item };
            await AddAsync(request, account, cancellationToken).ConfigureAwait(false);
        }
        catch (MailboxImportExportException e) when (!FailureScope.EndsRun(e.Kind))
        {
            if (account is null && source.Listing is null)
            {
                // An item whose mailbox was not found was asked for as well.
                Ledger ledger = Account(source.Mailbox.Text, source.Mailbox.Text).Ledger;
                ledger.Request();
                ledger.Fail();
            }

            account ??= Account(source.Mailbox.Text, source.Mailbox.Text);
            account.AddReason(e.Message);
            await _output.FailedAsync(e, source.Mailbox.Text).ConfigureAwait(false);
            _refusals.Failed(e);
        }
    }

    // A thousand items of a mailbox that is not there are not a thousand questions.
    private async Task<MailboxContentStore> ResolveAsync(ExportSource source, CancellationToken cancellationToken)
    {
        string key = $"{source.Archive}\n{source.Mailbox.Text}";
        if (_missing.TryGetValue(key, out MailboxImportExportException? known))
        {
            throw known;
        }

        try
        {
            return await _resolver.ResolveAsync(source.Mailbox, source.Archive, source.ComposeMailboxId, cancellationToken).ConfigureAwait(false);
        }
        catch (MailboxImportExportException e) when (e.Kind is FailureKind.MailboxNotFound or FailureKind.ArchiveNotFound)
        {
            _missing[key] = e;
            throw;
        }
    }

    private async Task TakeListingAsync(ItemListRequest request, MailboxAccount account, CancellationToken cancellationToken)
    {
        if (!_listed.Add($"{request.Store.MailboxId}\n{request.Folder?.Text}"))
        {
            _log.Warning($"{request.Store} was given twice; it is exported once.");
            return;
        }

        List<MailboxContentFolder> folders = [];
        ListItems list = new(_connection, _log);
        await foreach (MailboxItem item in list.RunAsync(request, folders.Add, f => Cover(account, f), cancellationToken).ConfigureAwait(false))
        {
            _refusals.Accepted();
            await EnterAsync(folders, account, cancellationToken).ConfigureAwait(false);
            await AddAsync(new ExportRequest { MailboxId = item.MailboxId, ItemId = item.ItemId, Item = item, IsListed = true }, account, cancellationToken).ConfigureAwait(false);
        }

        await EnterAsync(folders, account, cancellationToken).ConfigureAwait(false);
    }

    private async Task AddAsync(ExportRequest request, MailboxAccount account, CancellationToken cancellationToken)
    {
        account.Ledger.Request();
        if (_folder?.IsUpToDate(request.MailboxId, request.ItemId, request.Item?.ChangeKey) == true)
        {
            account.Ledger.Skip();
            Report(account);
            return;
        }

        if (!await IsNeededAsync(request, account, cancellationToken).ConfigureAwait(false))
        {
            Report(account);
            return;
        }

        RecordFolderOf(request);
        await _export.AddAsync(request, account.Ledger, cancellationToken).ConfigureAwait(false);
    }

    private async Task<bool> IsNeededAsync(ExportRequest request, MailboxAccount account, CancellationToken cancellationToken)
    {
        try
        {
            if (_screen is null || await _screen.NeedsAsync(request, account, cancellationToken).ConfigureAwait(false))
            {
                return true;
            }

            account.Ledger.Skip();
        }
        catch (MailboxImportExportException e) when (!FailureScope.EndsRun(e.Kind))
        {
            account.Ledger.Fail();
            await _output.FailedAsync(e, request.ItemId).ConfigureAwait(false);
        }

        return false;
    }

    private async Task EndedAsync(ExportOutcome outcome)
    {
        Report(_accounts[outcome.Request.MailboxId]);
        if (outcome.Item is not null)
        {
            _exportRefusals.Accepted();
            await _output.ItemAsync(outcome.Item).ConfigureAwait(false);
            return;
        }

        _screen?.Lose(outcome.Request);
        if (outcome.IsGone && outcome.Request.IsListed)
        {
            // It went away between the listing and the export, which is the user's right and not a failure.
            _log.Verbose(outcome.Failure!.Message);
        }
        else
        {
            await _output.FailedAsync(outcome.Failure!, outcome.Request.ItemId).ConfigureAwait(false);
            CountRefusal(outcome);
        }
    }

    // Whoever may list and not export would else read every mailbox to its end for nothing.
    private void CountRefusal(ExportOutcome outcome)
    {
        if (outcome.Failure!.Kind is FailureKind.MailboxRefused or FailureKind.DelegatedMailboxRefused && _refused.TryAdd(outcome.Request.MailboxId, true))
        {
            _exportRefusals.Failed(outcome.Failure);
        }
    }

    private void Report(MailboxAccount account) => _progress.Report(account.ToProgress());

    private MailboxAccount Account(string mailboxId, string mailbox)
        => _accounts.GetOrAdd(mailboxId, id => new MailboxAccount(id, mailbox, new Ledger { EndsWithArrival = _screen is null }, _connection.Time.GetUtcNow()));

    private async Task EnterAsync(List<MailboxContentFolder> folders, MailboxAccount account, CancellationToken cancellationToken)
    {
        if (folders.Count > 0)
        {
            _folder?.AddFolders(folders.Select(FolderRecord.Of));
            await (_screen?.EnterAsync(folders, account, cancellationToken) ?? Task.CompletedTask).ConfigureAwait(false);
            folders.Clear();
        }
    }

    // A listed item that was piped in brings its folder with it; one that only has an id knows none.
    private void RecordFolderOf(ExportRequest request)
    {
        if (request.Item?.Folder is MailboxContentFolder folder && _folder?.KnowsFolder(folder.MailboxId, folder.FolderId) == false)
        {
            _folder.AddFolders(folder.WithParents().Select(FolderRecord.Of));
        }
    }

    private void Cover(MailboxAccount account, FolderCoverage folder)
    {
        account.Cover(folder);
        _screen?.Leave(folder, account);
        if (folder.IsListed && folder.Listed != folder.ServerCount)
        {
            _log.Warning($"'{folder.Path}': the service counts {folder.ServerCount} items, its listing brought {folder.Listed}.");
        }
    }
}
