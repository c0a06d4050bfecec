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
using MailboxImportExport.Transfer.Log;

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
    private readonly SpaceForecast? _space;
    private readonly IExportScreen? _screen;
    private readonly TransferLog? _transferLog;
    private readonly SourceResolver _sources;
    private readonly ExportItems _export;
    private readonly RefusalGuard _refusals = new();
    private readonly RefusalGuard _exportRefusals = new();
    private readonly SideBySide _mailboxes;
    private readonly TimeAllowance _allowance;
    private readonly HashSet<string> _listed = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, bool> _refused = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, MailboxAccount> _accounts = new(StringComparer.OrdinalIgnoreCase);
    private readonly ExportOrigin _origin = new();
    private int _order;

    public ExportRun(
        GraphConnection connection,
        IExportTarget target,
        ItemFolderWriter? folder,
        ITransferOutput<ExportedMailboxItem> output,
        IProgress<TransferProgress> progress,
        IRunLog log,
        ExportOptions? options = null)
    {
        options ??= new ExportOptions();
        _allowance = options.Allowance;
        _mailboxes = new SideBySide(() => _refusals.IsIn ? options.ThrottleLimit : Math.Min(options.ThrottleLimit, _refusals.Left));
        _transferLog = options.Log;
        _screen = options.Screen;
        _connection = connection;
        _folder = folder;
        _space = folder is null ? null : new SpaceForecast(connection, folder, log);
        _output = output;
        _progress = progress;
        _log = log;
        _sources = new SourceResolver(connection, log);
        _export = new ExportItems(connection, target, log, EndedAsync);
    }

    /// <summary>Finds the mailboxes of several sources by one call.</summary>
    public Task PrefetchAsync(IReadOnlyList<ExportSource> sources, CancellationToken cancellationToken)
        => IsOver ? Task.CompletedTask : _sources.PrefetchAsync(sources, cancellationToken);

    /// <summary>Exports until the input has ended and every item of it as well, or the time is over.</summary>
    public async Task RunAsync(IAsyncEnumerable<ExportSource> sources, CancellationToken cancellationToken)
    {
        try
        {
            await _allowance.RunAsync(t => _export.RunAsync(token => FeedAllAsync(sources, token), t), _export.Stop, _log, cancellationToken).ConfigureAwait(false);
        }
        catch (MailboxImportExportException e)
        {
            foreach (MailboxAccount account in _accounts.Values)
            {
                account.EndBy(e);
            }

            throw;
        }

        if (_screen is null)
        {
            ExplainPending();
            if (_accounts.Values.All(static a => a.IsWhole))
            {
                _origin.End();
            }
        }
    }

    /// <summary>Tells accounts with something left that the time was over; for whoever takes items further when these have ended.</summary>
    public void ExplainPending()
    {
        foreach (MailboxAccount account in _accounts.Values)
        {
            account.EndBy(_allowance);
        }
    }

    /// <summary>Whether nothing more is to be begun.</summary>
    public bool IsOver => _allowance.IsOver;

    /// <summary>The accounts so far, one for each mailbox; also after the run was stopped.</summary>
    public IReadOnlyList<MailboxTransferSummary> Summaries(string command)
        => _accounts.Values.OrderBy(static a => a.Order).Select(a => a.ToSummary(command, _connection.Time.GetUtcNow())).ToList();

    private async Task FeedAllAsync(IAsyncEnumerable<ExportSource> sources, CancellationToken cancellationToken)
    {
        await _mailboxes.RunAsync(token => FeedAsync(sources, token), cancellationToken).ConfigureAwait(false);
        foreach (MailboxAccount account in _accounts.Values)
        {
            account.Ledger.EndRequests();
        }
    }

    // To the end also when the time is over: what is not begun any more is in the accounts.
    private async Task FeedAsync(IAsyncEnumerable<ExportSource> sources, CancellationToken cancellationToken)
    {
        using CancellationTokenSource waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _allowance.Over);
        await foreach (ExportSource source in sources.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            await TakeAsync(source, waiting.Token).ConfigureAwait(false);
        }
    }

    // In the order of the input: that is the order of the summaries.
    private async Task TakeAsync(ExportSource source, CancellationToken cancellationToken)
    {
        MailboxAccount? account = null;
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            MailboxContentStore store = await _sources.ResolveAsync(source, cancellationToken).ConfigureAwait(false);
            account = Account(store.MailboxId, store.Identity);
            if (source.Listing is not null)
            {
                await StartListingAsync(source, store, account, cancellationToken).ConfigureAwait(false);
                return;
            }

            MailboxItem? item = source.Item ?? await _sources.PlaceAsync(source, store, cancellationToken).ConfigureAwait(false);
            ExportRequest request = new() { MailboxId = store.MailboxId, ItemId = item?.ItemId ?? source.ItemId!, Item = item };
            await AddAsync(request, account, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_allowance.IsEnding)
        {
            Leave(source, account);
        }
        catch (MailboxImportExportException e) when (!FailureScope.EndsRun(e.Kind))
        {
            if (account is null && source.Listing is null)
            {
                // An item whose mailbox was not found was asked for as well.
                FailUnknown(source, e);
            }

            await FailAsync(source, account ?? Account(source.Mailbox.Text, source.Mailbox.Text), e).ConfigureAwait(false);
        }
    }

    // The time is over before it was its turn.
    private void Leave(ExportSource source, MailboxAccount? known)
    {
        MailboxAccount account = known ?? Account(source.Mailbox.MailboxId ?? source.Mailbox.Text, source.Mailbox.Text);
        account.AddReason(_allowance.Reason);
        if (known is null && source.Listing is null)
        {
            account.Ledger.Request();
        }
    }

    private async Task FailAsync(ExportSource source, MailboxAccount account, MailboxImportExportException failure)
    {
        account.AddReason(failure.Message);
        await _output.FailedAsync(failure, source.Mailbox.Text).ConfigureAwait(false);
        _refusals.Failed(failure);
    }

    private void FailUnknown(ExportSource source, MailboxImportExportException failure)
    {
        MailboxAccount account = Account(source.Mailbox.Text, source.Mailbox.Text);
        account.Ledger.Request();
        account.Ledger.Fail();
        ExportRequest request = new() { MailboxId = source.Mailbox.Text, ItemId = source.Item?.ItemId ?? source.ItemId!, Item = source.Item };
        account.AddFailure(ExportRecord.Failure(request, failure));
        _transferLog?.Write(ExportRecord.Ended(new ExportOutcome(request, null, failure), account.Name) with { Result = "Failed" });
    }

    private async Task StartListingAsync(ExportSource source, MailboxContentStore store, MailboxAccount account, CancellationToken cancellationToken)
    {
        ItemListRequest request = source.Listing! with { Store = store };
        if (!_listed.Add($"{store.MailboxId}\n{request.Folder?.Text}"))
        {
            _log.Warning($"{store} was given twice; it is exported once.");
            return;
        }

        await _mailboxes.StartAsync(
            store.MailboxId,
            async token =>
            {
                using CancellationTokenSource listing = CancellationTokenSource.CreateLinkedTokenSource(token, _allowance.Over);
                try
                {
                    await ListAsync(request, account, listing.Token).ConfigureAwait(false);
                }
                catch (OperationCanceledException) when (_allowance.Cancels(token))
                {
                    account.AddReason(_allowance.Reason);
                }
                catch (MailboxImportExportException e) when (!FailureScope.EndsRun(e.Kind))
                {
                    await FailAsync(source, account, e).ConfigureAwait(false);
                }
            },
            cancellationToken).ConfigureAwait(false);
    }

    private async Task ListAsync(ItemListRequest request, MailboxAccount account, CancellationToken cancellationToken)
    {
        // Beside the first page, which takes as long; no item goes on before both are there.
        Task space = _space?.CheckAsync(request, cancellationToken) ?? Task.CompletedTask;
        try
        {
            List<MailboxContentFolder> folders = [];
            ListItems list = new(_connection, _log);
            await foreach (MailboxItem item in list.RunAsync(request, folders.Add, f => Cover(account, f), cancellationToken).ConfigureAwait(false))
            {
                await space.ConfigureAwait(false);
                Accept();
                await EnterAsync(folders, account, cancellationToken).ConfigureAwait(false);
                await AddAsync(new ExportRequest { MailboxId = item.MailboxId, ItemId = item.ItemId, Item = item, IsListed = true }, account, cancellationToken).ConfigureAwait(false);
            }

            await EnterAsync(folders, account, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // What stopped the listing stopped this as well, and is told once.
            await space.ContinueWith(static t => t.Exception, TaskScheduler.Default).ConfigureAwait(false);
        }
    }

    private async Task AddAsync(ExportRequest request, MailboxAccount account, CancellationToken cancellationToken)
    {
        account.Ledger.Request();
        if (_folder?.IsUpToDate(request.MailboxId, request.ItemId, request.Item?.ChangeKey) == true)
        {
            account.Ledger.Skip();
            _transferLog?.Write(ExportRecord.Skipped(request, account.Name));
            _progress.Report(account.ToProgress());
            return;
        }

        if (!await IsNeededAsync(request, account, cancellationToken).ConfigureAwait(false))
        {
            _progress.Report(account.ToProgress());
            return;
        }

        RecordFolderOf(request);
        if (request.IsListed)
        {
            _mailboxes.Hold(request.MailboxId);
        }

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
            _transferLog?.Write(ExportRecord.Skipped(request, account.Name));
        }
        catch (MailboxImportExportException e) when (!FailureScope.EndsRun(e.Kind))
        {
            account.Ledger.Fail();
            account.AddFailure(ExportRecord.Failure(request, e));
            _transferLog?.Write(ExportRecord.Ended(new ExportOutcome(request, null, e), account.Name) with { Result = "Failed" });
            await _output.FailedAsync(e, request.ItemId).ConfigureAwait(false);
        }

        return false;
    }

    private void Accept()
    {
        if (!_refusals.IsIn)
        {
            _refusals.Accepted();
            _mailboxes.LookAgain();
        }
    }

    private async Task EndedAsync(ExportOutcome outcome)
    {
        try
        {
            await GiveOutAsync(outcome).ConfigureAwait(false);
        }
        finally
        {
            if (outcome.Request.IsListed)
            {
                _mailboxes.Leave(outcome.Request.MailboxId);
            }
        }
    }

    private async Task GiveOutAsync(ExportOutcome outcome)
    {
        MailboxAccount account = _accounts[outcome.Request.MailboxId];
        _progress.Report(account.ToProgress());
        if (outcome.Item is null || _screen is null)
        {
            // What goes on from here is written down where it ends.
            _transferLog?.Write(ExportRecord.Ended(outcome, account.Name));
        }

        if (outcome.Item is not null)
        {
            _exportRefusals.Accepted();
            await _output.ItemAsync(outcome.Item with { Origin = _origin }).ConfigureAwait(false);
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
            if (!outcome.IsGone)
            {
                account.AddFailure(ExportRecord.Failure(outcome.Request, outcome.Failure!));
            }

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

    private MailboxAccount Account(string mailboxId, string mailbox)
        => _accounts.GetOrAdd(mailboxId, id => new MailboxAccount(id, mailbox, new Ledger { EndsWithArrival = _screen is null }, _connection.Time.GetUtcNow())
        {
            Log = _transferLog,
            Pacing = _connection.Governor.Watch(id, mailbox, _log),
            Order = Interlocked.Increment(ref _order),
        });

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
