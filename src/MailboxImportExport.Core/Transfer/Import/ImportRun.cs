using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph;
using MailboxImportExport.ItemFolder;
using MailboxImportExport.Model;
using MailboxImportExport.Transfer.Import.Journal;
using MailboxImportExport.Transfer.Spool;

namespace MailboxImportExport.Transfer.Import;

/// <summary>One run of an import command: takes exported items, files and export folders to their mailboxes, and accounts for every item.</summary>
internal sealed class ImportRun : IDisposable
{
    private readonly GraphConnection _connection;
    private readonly ImportOptions _options;
    private readonly ITransferOutput<ImportedMailboxItem> _output;
    private readonly IRunLog _log;
    private readonly ImportJournals _journals;
    private readonly ClaimedHandles _handles;
    private readonly LaneGroup _lanes = new();
    private readonly SideBySide _mailboxes;
    private readonly ImportTargets _targets;
    private readonly Dictionary<string, ItemFolderReader> _opened = new(StringComparer.Ordinal);
    private readonly HashSet<(ulong, ulong)> _paths = [];
    private readonly HashSet<ExportOrigin> _origins = [];
    private readonly ReasonList _notTaken = new();
    private CancellationToken _run;

    public ImportRun(
        GraphConnection connection,
        ImportOptions options,
        ClaimedHandles handles,
        ITransferOutput<ImportedMailboxItem> output,
        IProgress<TransferProgress> progress,
        IRunLog log)
    {
        _connection = connection;
        _options = options;
        _handles = handles;
        _output = output;
        _log = log;
        _mailboxes = new SideBySide(() => options.ThrottleLimit);
        _journals = new ImportJournals(connection, JournalMode.Of(options.Rule), options.JournalPath, options.Files, log);
        _targets = new ImportTargets(connection, options, _journals, handles, output, progress, log, _lanes, _mailboxes);
    }

    /// <summary>Imports until the input has ended and every item of it as well.</summary>
    public async Task RunAsync(IAsyncEnumerable<ImportSource> sources, CancellationToken cancellationToken)
    {
        RunInput<ImportSource> input = new(Confirmed(sources, cancellationToken), cancellationToken);
        try
        {
            await _options.Allowance.RunAsync(token => ImportAsync(input, token), _targets.Stop, _log, cancellationToken).ConfigureAwait(false);
            await input.DrainAsync(Leave, cancellationToken).ConfigureAwait(false);
            _targets.EndRequests();
        }
        catch (MailboxImportExportException e)
        {
            foreach (ImportTarget target in _targets.All)
            {
                target.Account.EndBy(e);
            }

            throw;
        }
        finally
        {
            await input.CloseAsync().ConfigureAwait(false);
        }

        foreach (ImportTarget target in _targets.All)
        {
            target.Account.EndBy(_options.Allowance);
        }

        // What failed or was not reached is left to the next run, and so is what the exporting command has not brought: to it this one has not ended.
        _journals.End(_notTaken.IsEmpty && _targets.All.All(static t => t.Account.IsWhole) && _origins.All(static o => o.IsWhole));
    }

    /// <summary>Closes the journals, and the folders with what was replaced.</summary>
    public void Dispose()
    {
        _targets.Dispose();
        _journals.Dispose();
    }

    /// <summary>The accounts so far, one for each target mailbox; also after the run was stopped.</summary>
    public IReadOnlyList<MailboxTransferSummary> Summaries(string command)
        => Accounts().Select(a => WithNotTaken(a.ToSummary(command, _connection.Time.GetUtcNow()))).OrderBy(static s => s.Started).ToList();

    // When nothing came as far as a target, there is a summary all the same.
    private IEnumerable<MailboxAccount> Accounts()
    {
        if (_targets.All.Count > 0 || _notTaken.IsEmpty)
        {
            return _targets.All.Select(static t => t.Account);
        }

        string target = _options.Target?.Text ?? _options.Session?.MailboxId ?? string.Empty;
        return [new MailboxAccount(_options.Target?.MailboxId ?? string.Empty, target, new Ledger { IsListed = true }, _connection.Time.GetUtcNow())];
    }

    // What never became an item of a mailbox is missing from all of them.
    private MailboxTransferSummary WithNotTaken(MailboxTransferSummary summary) => _notTaken.IsEmpty
        ? summary
        : summary with { Verdict = TransferVerdict.Partial, Reasons = [.. summary.Reasons.Concat(_notTaken.All).Distinct()] };

    private Task ImportAsync(RunInput<ImportSource> input, CancellationToken cancellationToken) => _lanes.RunAsync(
        async token =>
        {
            await _mailboxes.RunAsync(t => FeedAsync(input, t, token), token).ConfigureAwait(false);
            _targets.EndRequests();
            _targets.Complete();
        },
        cancellationToken);

    /// <param name="input">The input.</param>
    /// <param name="cancellationToken">Ends the feeding.</param>
    /// <param name="run">Ends the run; lanes that are started here go on when the feeding has ended.</param>
    private async Task FeedAsync(RunInput<ImportSource> input, CancellationToken cancellationToken, CancellationToken run)
    {
        _run = run;
        using CancellationTokenSource waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _options.Allowance.Over);
        while (await input.MoveNextAsync(cancellationToken).ConfigureAwait(false))
        {
            await TakeInTimeAsync(input.Current, waiting.Token).ConfigureAwait(false);
        }
    }

    // To the end also when the time is over: what is not begun any more is in the account.
    private async Task TakeInTimeAsync(ImportSource source, CancellationToken cancellationToken)
    {
        try
        {
            await TakeAsync(source, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_options.Allowance.IsOver)
        {
            Leave(source);
        }
    }

    // What comes when the time is over is read all the same, so that it is in the account.
    private void Leave(ImportSource source)
    {
        GiveBack(source);
        _notTaken.Add(_options.Allowance.Reason);
    }

    private void GiveBack(ImportSource source)
    {
        if (source.Item?.Content is object content)
        {
            _handles.GiveBack(content);
        }
    }

    private IAsyncEnumerable<ImportSource> Confirmed(IAsyncEnumerable<ImportSource> sources, CancellationToken cancellationToken)
    {
        ConfirmedSources? confirmed = _options.ConfirmMany is null ? null : new(s => MailboxOfAsync(s, cancellationToken), _options.ConfirmMany, SpoolBudget.Process);
        return confirmed is null ? sources : confirmed.RunAsync(sources, cancellationToken);
    }

    private async Task<string?> MailboxOfAsync(ImportSource source, CancellationToken cancellationToken)
    {
        try
        {
            bool isFolder = source.Path is not null && Directory.Exists(source.Path);
            return isFolder ? (await OpenAsync(source.Path!, cancellationToken).ConfigureAwait(false)).MailboxId : source.Item?.SourceMailboxId;
        }
        catch (MailboxImportExportException e) when (IsAboutSource(e.Kind))
        {
            // It is told when the folder is taken.
            return null;
        }
    }

    private async Task<ItemFolderReader> OpenAsync(string path, CancellationToken cancellationToken)
    {
        if (!_opened.TryGetValue(path, out ItemFolderReader? folder))
        {
            // A folder knows its mailboxes by their ids; whoever has an id need not have the mailbox any more.
            string? mailbox = _options.SourceMailbox is null ? null : await _targets.IdOfAsync(_options.SourceMailbox, cancellationToken).ConfigureAwait(false);
            folder = ItemFolderReader.OpenFolder(path, mailbox, _log);
            _opened.Add(path, folder);
        }

        return folder;
    }

    private async Task TakeAsync(ImportSource source, CancellationToken cancellationToken)
    {
        try
        {
            if (source.Failure is not null)
            {
                await FailAsync(source, source.Failure, cancellationToken).ConfigureAwait(false);
            }
            else if (source.Item is not null)
            {
                await TakeItemAsync(source.Item, source.Tree, cancellationToken).ConfigureAwait(false);
            }
            else if (!_paths.Add(FilePaths.DigestOf(source.Path!)))
            {
                _log.Warning($"'{source.Path}' was given twice; it is imported once.");
            }
            else if (Directory.Exists(source.Path!))
            {
                await TakeFolderAsync(source.Path!, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                FileContent content = FileContent.Of(source.Path!);
                ImportTarget target = await TargetAsync(null, cancellationToken).ConfigureAwait(false);
                await AddAsync(target, new ImportRequest { Owner = target.Places, Content = content }, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (MailboxImportExportException e) when (IsAboutSource(e.Kind))
        {
            GiveBack(source);
            await LeaveOutAsync(e, source.Given ?? source.Name).ConfigureAwait(false);
        }
    }

    // An item is accounted for as the others are, also when its content is gone.
    private async Task FailAsync(ImportSource source, MailboxImportExportException failure, CancellationToken cancellationToken)
    {
        if (source.Item is not ExportedMailboxItem item)
        {
            throw failure;
        }

        ImportTarget target = await TargetAsync(item.SourceMailboxId, cancellationToken).ConfigureAwait(false);
        target.Account.Ledger.Request();
        target.Account.Ledger.Fail();
        target.Account.AddFailure(ImportRecord.Failure(item, failure));
        target.Account.Log?.Write(ImportRecord.Failed(item, target.Account, failure));
        await _output.FailedAsync(failure, item).ConfigureAwait(false);
    }

    private Task LeaveOutAsync(MailboxImportExportException failure, object given)
    {
        _notTaken.Add(failure.Message);
        return _output.FailedAsync(failure, given);
    }

    // With one target for everything a target that cannot be used ends the run; with many it concerns its own items.
    private bool IsAboutSource(FailureKind kind) => !FailureScope.EndsRun(kind) && (!FailureScope.EndsMailbox(kind) || !_targets.IsOne);

    private async Task TakeItemAsync(ExportedMailboxItem item, SourceFolder? tree, CancellationToken cancellationToken)
    {
        if (item.Origin is not null)
        {
            _origins.Add(item.Origin);
        }

        ImportTarget target = await TargetAsync(item.SourceMailboxId, cancellationToken).ConfigureAwait(false);
        await AddItemAsync(target, target.PlacesOf(tree is not null), item, tree, cancellationToken).ConfigureAwait(false);
    }

    private Task AddItemAsync(ImportTarget target, ImportPlaces places, ExportedMailboxItem item, SourceFolder? source, CancellationToken cancellationToken)
    {
        ImportRequest request = new()
        {
            Owner = places,
            Content = ExportedContent.Of(item),
            Item = item,
            SourceFolder = source ?? (item.SourceFolderPath is string path ? SourceFolder.Of(path, item.Item?.Folder) : null),
        };
        return AddAsync(target, request, cancellationToken);
    }

    private async Task TakeFolderAsync(string path, CancellationToken cancellationToken)
    {
        ItemFolderReader folder = await OpenAsync(path, cancellationToken).ConfigureAwait(false);
        ImportTarget target = await TargetAsync(folder.MailboxId, cancellationToken).ConfigureAwait(false);
        _opened.Remove(path);
        if (folder.Damage is string damage)
        {
            target.Account.AddReason(damage);
        }

        await _mailboxes.StartAsync(
            target.Account.MailboxId,
            async token =>
            {
                using CancellationTokenSource waiting = CancellationTokenSource.CreateLinkedTokenSource(token, _options.Allowance.Over);
                try
                {
                    await AddFolderAsync(folder, target, waiting.Token).ConfigureAwait(false);
                }
                catch (OperationCanceledException) when (_options.Allowance.Cancels(token))
                {
                    // While folders were made: of their items none has been counted.
                    target.Account.AddReason(_options.Allowance.Reason);
                }
                catch (MailboxImportExportException e) when (IsAboutSource(e.Kind))
                {
                    await LeaveOutAsync(e, path).ConfigureAwait(false);
                }
            },
            cancellationToken).ConfigureAwait(false);
    }

    private async Task AddFolderAsync(ItemFolderReader folder, ImportTarget target, CancellationToken cancellationToken)
    {
        ExportFolderSources sources = new(folder);
        target.Import.Expect(folder.Bytes);
        foreach (SourceFolder source in _options.CreateFolder ? sources.All : [])
        {
            await MakeFolderAsync(source, target, cancellationToken).ConfigureAwait(false);
        }

        foreach ((ExportedMailboxItem item, bool isSuperseded) in folder.Items(_options.AllVersions))
        {
            if (isSuperseded)
            {
                _log.Verbose($"'{item}' is an older version of an item that is imported as well.");
            }

            await AddItemAsync(target, target.Tree, item, sources.Of(item), cancellationToken).ConfigureAwait(false);
        }
    }

    // Also those that hold nothing. One that cannot be made keeps no other from its items.
    private async Task MakeFolderAsync(SourceFolder source, ImportTarget target, CancellationToken cancellationToken)
    {
        try
        {
            await target.Tree.Folders.GetAsync(source, source.Path, cancellationToken).ConfigureAwait(false);
        }
        catch (MailboxImportExportException e) when (!FailureScope.EndsRun(e.Kind) && !FailureScope.EndsMailbox(e.Kind))
        {
            target.Account.AddReason(e.Message);
            await _output.FailedAsync(e, source.Path).ConfigureAwait(false);
        }
    }

    private async Task AddAsync(ImportTarget target, ImportRequest request, CancellationToken cancellationToken)
    {
        target.Account.Ledger.Request();
        if (_options.Allowance.IsOver)
        {
            _handles.GiveBack(request.Content);
            return;
        }

        _mailboxes.Hold(target.Account.MailboxId);
        try
        {
            await target.Import.AddAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_options.Allowance.IsEnding)
        {
            request.Owner.Leave(request);
        }
    }

    private Task<ImportTarget> TargetAsync(string? sourceMailboxId, CancellationToken cancellationToken) => _targets.OfAsync(sourceMailboxId, _run, cancellationToken);
}
