using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph;
using MailboxImportExport.Graph.Items;
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
    private readonly IProgress<TransferProgress> _progress;
    private readonly ExportDestination _destination;
    private readonly IExportScreen? _screen;
    private readonly SourceResolver _sources;
    private readonly ExportItems _export;
    private readonly ExportAccounts _accounts;
    private readonly ListedFolders _listed;
    private readonly SeenItems _seen = new();
    private readonly RefusedMailboxes _refused = new();
    private readonly ExportOutlet _outlet;
    private readonly SideBySide _mailboxes;
    private readonly TimeAllowance _allowance;
    private readonly ExportOrigin _origin = new();

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
        _mailboxes = new SideBySide(() => _refused.IsIn ? options.ThrottleLimit : Math.Min(options.ThrottleLimit, _refused.Left));
        _screen = options.Screen;
        _connection = connection;
        _destination = new ExportDestination(connection, folder, log);
        _progress = progress;
        _log = log;
        _sources = new SourceResolver(connection, log);
        _accounts = new ExportAccounts(connection, options, log);
        _listed = new ListedFolders(connection, log);
        _outlet = new ExportOutlet(_accounts, _destination, _refused, _mailboxes, output, progress, log, _screen) { Origin = _origin };
        _export = new ExportItems(connection, target, log, _outlet.EndedAsync);
    }

    /// <summary>Whether nothing more is to be begun.</summary>
    public bool IsOver => _allowance.IsOver;

    /// <summary>Finds the mailboxes of several sources by one call.</summary>
    public async Task PrefetchAsync(IReadOnlyList<ExportSource> sources, CancellationToken cancellationToken)
    {
        using CancellationTokenSource waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _allowance.Over);
        try
        {
            await (IsOver ? Task.CompletedTask : _sources.PrefetchAsync(sources, waiting.Token)).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_allowance.Cancels(cancellationToken))
        {
            // Nobody asks for them any more.
            return;
        }
    }

    /// <summary>Exports until the input has ended and every item of it as well, or the time is over.</summary>
    public async Task RunAsync(IAsyncEnumerable<ExportSource> sources, CancellationToken cancellationToken)
    {
        RunInput<ExportSource> input = new(sources, cancellationToken);
        try
        {
            using IDisposable? space = _destination.Reckon(() => _export.Waiting);
            await _allowance.RunAsync(token => ExportAsync(input, token), Stop, _log, cancellationToken).ConfigureAwait(false);
            await LeaveRestAsync(input, cancellationToken).ConfigureAwait(false);

            // Not left to the closing of the folder: a run that cannot write it is not complete.
            _destination.Finish();
        }
        catch (Exception e)
        {
            EndBy(e);
            throw;
        }
        finally
        {
            await input.CloseAsync().ConfigureAwait(false);
        }

        EndBy(_allowance);
        if (_accounts.AreWhole)
        {
            _origin.End();
        }
    }

    /// <summary>Exports until the input has ended and every item of it as well; for whoever takes items further, and ends the run.</summary>
    public Task ExportAsync(RunInput<ExportSource> input, CancellationToken cancellationToken) => _export.RunAsync(
        async token =>
        {
            await _mailboxes.RunAsync(t => FeedAsync(input, t), token).ConfigureAwait(false);
            _accounts.EndRequests();
        },
        cancellationToken);

    /// <summary>Begins no further call; what is under way ends.</summary>
    public void Stop() => _export.Stop();

    /// <summary>Reads what is left of the input when the time is over: none of it is begun, and all of it is in the accounts.</summary>
    public async Task LeaveRestAsync(RunInput<ExportSource> input, CancellationToken cancellationToken)
    {
        await input.DrainAsync(source => Leave(source, null), cancellationToken).ConfigureAwait(false);
        _accounts.EndRequests();
    }

    /// <summary>The run has ended by a failure.</summary>
    public void EndBy(Exception failure) => _accounts.EndBy(failure);

    /// <summary>The run has ended, perhaps because its time was over.</summary>
    public void EndBy(TimeAllowance allowance) => _accounts.EndBy(allowance);

    /// <summary>The accounts so far, one for each mailbox; also after the run was stopped.</summary>
    public IReadOnlyList<MailboxTransferSummary> Summaries(string command) => _accounts.Summaries(command);

    // To the end also when the time is over: what is not begun any more is in the accounts.
    private async Task FeedAsync(RunInput<ExportSource> input, CancellationToken cancellationToken)
    {
        using CancellationTokenSource waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _allowance.Over);
        while (await input.MoveNextAsync(cancellationToken).ConfigureAwait(false))
        {
            await TakeAsync(input.Current, waiting.Token).ConfigureAwait(false);
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
            account = _accounts.Of(store.MailboxId, store.Identity);
            await (source.Listing is null ? TakeItemAsync(source, store, account, cancellationToken) : StartListingAsync(source, store, account, cancellationToken)).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (IsOver)
        {
            Leave(source, account);
        }
        catch (MailboxImportExportException e) when (account is null && !FailureScope.EndsRun(e.Kind))
        {
            MailboxAccount unknown = _accounts.Of(source.Mailbox.Text, source.Mailbox.Text);
            if (source.Listing is null)
            {
                // An item whose mailbox was not found was asked for as well.
                unknown.Ledger.Request();
                _accounts.Fail(new ExportRequest { MailboxId = source.Mailbox.Text, ItemId = source.KnownItemId, Item = source.Item }, unknown, e);
            }

            await _outlet.NotOpenedAsync(e, source.Mailbox.Text, source.Mailbox.Text, unknown).ConfigureAwait(false);
        }
    }

    // The time is over before it was its turn.
    private void Leave(ExportSource source, MailboxAccount? known)
    {
        MailboxAccount account = known ?? _accounts.Of(_sources.KnownIdOf(source), source.Mailbox.Text);
        account.AddReason(_allowance.Reason);
        if (known is null && source.Listing is null)
        {
            account.Ledger.Request();
        }
    }

    private async Task TakeItemAsync(ExportSource source, MailboxContentStore store, MailboxAccount account, CancellationToken cancellationToken)
    {
        account.Ledger.Request();
        ExportRequest request = new() { MailboxId = store.MailboxId, ItemId = source.KnownItemId, Item = source.Item };
        try
        {
            request = request with { Item = source.Item ?? await _sources.PlaceAsync(source, store, cancellationToken).ConfigureAwait(false) };
        }
        catch (MailboxImportExportException e) when (!FailureScope.EndsRun(e.Kind))
        {
            _accounts.Fail(request, account, e);
            await _outlet.NotOpenedAsync(e, store.MailboxId, FailureScope.EndsMailbox(e.Kind) ? account.Name : request.ItemId, account).ConfigureAwait(false);
            return;
        }

        await AddAsync(request, isReckoned: false, account, cancellationToken).ConfigureAwait(false);
    }

    private Task StartListingAsync(ExportSource source, MailboxContentStore store, MailboxAccount account, CancellationToken cancellationToken)
    {
        account.AddListing();
        return _mailboxes.StartAsync(store.MailboxId, token => ListInTimeAsync(source.Listing! with { Store = store }, source.Mailbox.Text, account, token), cancellationToken);
    }

    private async Task ListInTimeAsync(ItemListRequest request, string name, MailboxAccount account, CancellationToken cancellationToken)
    {
        using CancellationTokenSource listing = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _allowance.Over);
        account.Begin(_connection.Time.GetUtcNow());
        try
        {
            if (!_refused.Contains(account.MailboxId) && await _listed.EnterAsync(request, listing.Token).ConfigureAwait(false) is ItemListRequest once)
            {
                await ListAsync(once, account, listing.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (_allowance.Cancels(cancellationToken))
        {
            account.AddReason(_allowance.Reason);
        }
        catch (MailboxImportExportException e) when (!FailureScope.EndsRun(e.Kind))
        {
            await _outlet.NotOpenedAsync(e, account.MailboxId, name, account).ConfigureAwait(false);
        }

        account.EndListing();
    }

    private async Task ListAsync(ItemListRequest request, MailboxAccount account, CancellationToken cancellationToken)
    {
        // Beside the first page, which takes as long; no item goes on before both are there.
        Task<bool> space = _destination.ExpectAsync(request, cancellationToken);
        try
        {
            List<MailboxContentFolder> folders = [];
            ListItems list = new(_connection, _log);
            await foreach (MailboxItem item in list.RunAsync(request, folders.Add, f => Cover(request, account, f), cancellationToken).ConfigureAwait(false))
            {
                bool isReckoned = await space.ConfigureAwait(false);
                if (_refused.Contains(account.MailboxId))
                {
                    // It does not let its items be exported: the rest need not be listed.
                    return;
                }

                _outlet.Accept();
                await EnterAsync(folders, account, cancellationToken).ConfigureAwait(false);
                await AddListedAsync(item, isReckoned, account, cancellationToken).ConfigureAwait(false);
            }

            await EnterAsync(folders, account, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // What stopped the listing stopped this as well, and is told once.
            await space.ContinueWith(static t => t.Exception, TaskScheduler.Default).ConfigureAwait(false);
        }
    }

    private Task AddListedAsync(MailboxItem item, bool isReckoned, MailboxAccount account, CancellationToken cancellationToken)
    {
        account.Ledger.Request();
        return AddAsync(new ExportRequest { MailboxId = item.MailboxId, ItemId = item.ItemId, Item = item, IsListed = true }, isReckoned, account, cancellationToken);
    }

    private async Task AddAsync(ExportRequest request, bool isReckoned, MailboxAccount account, CancellationToken cancellationToken)
    {
        // To a user who pipes an item in twice it is given twice; a copy would put it into the target twice.
        bool isAgain = !_seen.Add(request.Key) && (request.IsListed || _screen is not null);
        if (isAgain)
        {
            _log.Verbose($"'{request.Name}' is skipped: it was given before.");
        }

        if (isAgain || _destination.Has(request))
        {
            _accounts.Skip(request, account);
            _progress.Report(account.ToProgress());
            return;
        }

        if (!await IsNeededAsync(request, account, cancellationToken).ConfigureAwait(false))
        {
            _progress.Report(account.ToProgress());
            return;
        }

        _destination.EnterFolderOf(request);
        if (!isReckoned)
        {
            _destination.Expect(request);
        }

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

            _accounts.Skip(request, account);
        }
        catch (MailboxImportExportException e) when (!FailureScope.EndsRun(e.Kind))
        {
            _accounts.Fail(request, account, e);
            await _outlet.NotAdmittedAsync(e, request, account).ConfigureAwait(false);
        }

        return false;
    }

    private async Task EnterAsync(List<MailboxContentFolder> folders, MailboxAccount account, CancellationToken cancellationToken)
    {
        if (folders.Count > 0)
        {
            _destination.Enter(folders);
            await (_screen?.EnterAsync(folders, account, cancellationToken) ?? Task.CompletedTask).ConfigureAwait(false);
            folders.Clear();
        }
    }

    private void Cover(ItemListRequest request, MailboxAccount account, FolderCoverage folder)
    {
        account.Cover(folder);
        _screen?.Leave(folder, account);
        if (folder.IsListed && folder.Listed != folder.ServerCount && !request.Query.Filter.IsPushed)
        {
            // What the service leaves out by a filter is not counted.
            _log.Warning($"'{folder.Path}': the service counts {folder.ServerCount} items, its listing brought {folder.Listed}.");
        }
    }
}
