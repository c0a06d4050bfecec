using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph;
using MailboxImportExport.Graph.Mailboxes;
using MailboxImportExport.ItemFolder;
using MailboxImportExport.Model;
using MailboxImportExport.Transfer.Import.Journal;
using MailboxImportExport.Transfer.Spool;

namespace MailboxImportExport.Transfer.Import;

/// <summary>One run of an import command: resolves targets, takes exported items, files and export folders, and accounts for every item.</summary>
internal sealed class ImportRun : IDisposable
{
    private readonly GraphConnection _connection;
    private readonly ImportOptions _options;
    private readonly ITransferOutput<ImportedMailboxItem> _output;
    private readonly IProgress<TransferProgress> _progress;
    private readonly IRunLog _log;
    private readonly MailboxResolver _resolver;
    private readonly ImportSessions _sessions;
    private readonly ItemIds? _ids;
    private readonly ImportPresence _presence;
    private readonly ReplacedItems _replaced;
    private readonly ImportJournals _journals;
    private readonly ClaimedHandles _handles;
    private readonly LaneGroup _lanes = new();
    private readonly SideBySide _mailboxes;
    private readonly ConcurrentDictionary<string, ImportTarget> _targets = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, ItemFolderReader> _opened = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _notTaken = new();
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
        _progress = progress;
        _log = log;
        _mailboxes = new SideBySide(() => options.ThrottleLimit);
        _resolver = new MailboxResolver(connection, log);
        _journals = new ImportJournals(connection, JournalMode.Of(options.Rule), options.JournalPath, options.Files, log);
        _ids = options.Replaces ? new ItemIds(Path.GetTempPath()) : null;
        _presence = new ImportPresence(connection, new TargetContents(connection, log, _ids), _journals, options.Rule, log);
        _replaced = new ReplacedItems(connection, log);
        _sessions = new ImportSessions(connection, log);
        if (options.Session is not null)
        {
            _sessions.Use(options.Session);
        }
    }

    /// <summary>Imports until the input has ended and every item of it as well.</summary>
    public async Task RunAsync(IAsyncEnumerable<ImportSource> sources, CancellationToken cancellationToken)
    {
        RunInput<ImportSource> input = new(Confirmed(sources, cancellationToken), cancellationToken);
        try
        {
            await _options.Allowance.RunAsync(token => ImportAsync(input, token), Stop, _log, cancellationToken).ConfigureAwait(false);
            await input.DrainAsync(Leave, cancellationToken).ConfigureAwait(false);
            EndRequests();
        }
        catch (MailboxImportExportException e)
        {
            foreach (ImportTarget target in _targets.Values)
            {
                target.Account.EndBy(e);
            }

            throw;
        }
        finally
        {
            await input.CloseAsync().ConfigureAwait(false);
        }

        foreach (ImportTarget target in _targets.Values)
        {
            target.Account.EndBy(_options.Allowance);
        }

        // What failed or was not reached is left to the next run: to it this one has not ended.
        _journals.End(_notTaken.IsEmpty && _targets.Values.All(static t => t.Account.Ledger is { Failed: 0, Pending: 0 }));
    }

    /// <summary>Closes the journals, and the folders with what was replaced.</summary>
    public void Dispose()
    {
        _replaced.Dispose();
        _ids?.Dispose();
        _journals.Dispose();
    }

    private void Stop()
    {
        foreach (ImportTarget target in _targets.Values)
        {
            target.Import.Stop();
        }
    }

    private Task ImportAsync(RunInput<ImportSource> input, CancellationToken cancellationToken) => _lanes.RunAsync(
        async token =>
        {
            await _mailboxes.RunAsync(t => FeedAsync(input, t, token), token).ConfigureAwait(false);
            EndRequests();
            foreach (ImportTarget target in _targets.Values)
            {
                target.Import.Complete();
            }
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

    private void EndRequests()
    {
        foreach (ImportTarget target in _targets.Values)
        {
            target.Account.Ledger.EndRequests();
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
        _notTaken.Enqueue(_options.Allowance.Reason);
    }

    private void GiveBack(ImportSource source)
    {
        if (source.Item?.Content is object content)
        {
            _handles.GiveBack(content);
        }
    }

    /// <summary>The accounts so far, one for each target mailbox; also after the run was stopped.</summary>
    public IReadOnlyList<MailboxTransferSummary> Summaries(string command)
        => Accounts().Select(a => WithNotTaken(a.ToSummary(command, _connection.Time.GetUtcNow()))).OrderBy(static s => s.Started).ToList();

    // When nothing came as far as a target, there is a summary all the same.
    private IEnumerable<MailboxAccount> Accounts()
    {
        if (!_targets.IsEmpty || _notTaken.IsEmpty)
        {
            return _targets.Values.Select(static t => t.Account);
        }

        string target = _options.Target?.Text ?? _options.Session?.MailboxId ?? string.Empty;
        return [new MailboxAccount(_options.Target?.MailboxId ?? string.Empty, target, new Ledger { IsListed = true }, _connection.Time.GetUtcNow())];
    }

    // What never became an item of a mailbox is missing from all of them.
    private MailboxTransferSummary WithNotTaken(MailboxTransferSummary summary) => _notTaken.IsEmpty
        ? summary
        : summary with { Verdict = TransferVerdict.Partial, Reasons = [.. summary.Reasons.Concat(_notTaken).Distinct()] };

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
            folder = ItemFolderReader.OpenFolder(path, await SourceMailboxAsync(cancellationToken).ConfigureAwait(false), _log);
            _opened.Add(path, folder);
        }

        return folder;
    }

    private async Task TakeAsync(ImportSource source, CancellationToken cancellationToken)
    {
        try
        {
            if (source.Item is not null)
            {
                await TakeItemAsync(source.Item, cancellationToken).ConfigureAwait(false);
            }
            else if (Directory.Exists(source.Path!))
            {
                await TakeFolderAsync(source.Path!, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                FileContent content = FileContent.Of(source.Path!);
                ImportTarget target = await TargetAsync(null, keepsTree: false, cancellationToken).ConfigureAwait(false);
                await AddAsync(target, new ImportRequest { Owner = target, Content = content }, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (MailboxImportExportException e) when (IsAboutSource(e.Kind))
        {
            GiveBack(source);
            await LeaveOutAsync(e, source.Name).ConfigureAwait(false);
        }
    }

    private Task LeaveOutAsync(MailboxImportExportException failure, string name)
    {
        _notTaken.Enqueue(failure.Message);
        return _output.FailedAsync(failure, name);
    }

    // With one target for everything a target that cannot be used ends the run; with many it concerns its own items.
    private bool IsAboutSource(FailureKind kind)
        => !FailureScope.EndsRun(kind) && (!FailureScope.EndsMailbox(kind) || (_options.Target is null && _options.Session is null));

    private async Task TakeItemAsync(ExportedMailboxItem item, CancellationToken cancellationToken)
    {
        ImportTarget target = await TargetAsync(item.SourceMailboxId, keepsTree: false, cancellationToken).ConfigureAwait(false);
        await AddItemAsync(target, item, null, cancellationToken).ConfigureAwait(false);
    }

    private Task AddItemAsync(ImportTarget target, ExportedMailboxItem item, SourceFolder? source, CancellationToken cancellationToken)
    {
        ImportRequest request = new()
        {
            Owner = target,
            Content = ExportedContent.Of(item),
            Item = item,
            SourceFolder = source ?? (item.SourceFolderPath is string path ? SourceFolder.Of(path, item.Item?.Folder) : null),
        };
        return AddAsync(target, request, cancellationToken);
    }

    private async Task TakeFolderAsync(string path, CancellationToken cancellationToken)
    {
        ItemFolderReader folder = await OpenAsync(path, cancellationToken).ConfigureAwait(false);
        ImportTarget target = await TargetAsync(folder.MailboxId, keepsTree: true, cancellationToken).ConfigureAwait(false);
        _opened.Remove(path);
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
        if (_options.CreateFolder)
        {
            foreach (SourceFolder source in sources.All)
            {
                await target.Folders.GetAsync(source, source.Path, cancellationToken).ConfigureAwait(false);
            }
        }

        foreach ((ExportedMailboxItem item, bool isSuperseded) in folder.Items(_options.AllVersions))
        {
            if (isSuperseded)
            {
                _log.Verbose($"'{item}' is an older version of an item that is imported as well.");
            }

            await AddItemAsync(target, item, sources.Of(item), cancellationToken).ConfigureAwait(false);
        }
    }

    // A folder knows its mailboxes by their ids; whoever has an id need not have the mailbox any more.
    private async Task<string?> SourceMailboxAsync(CancellationToken cancellationToken)
    {
        if (_options.SourceMailbox is not MailboxIdentity source)
        {
            return null;
        }

        return source.MailboxId ?? (await _resolver.ResolveAsync(source, archive: false, compose: false, cancellationToken).ConfigureAwait(false)).MailboxId;
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
            target.Leave(request);
        }
    }

    private async Task<ImportTarget> TargetAsync(string? sourceMailboxId, bool keepsTree, CancellationToken cancellationToken)
    {
        MailboxIdentity identity = _options.Target
            ?? (_options.Session is not null ? Ready(_options.Session.MailboxId) : Ready(sourceMailboxId ?? throw Errors.TargetMissing()));
        string key = $"{identity.Text}\n{keepsTree}";
        if (_targets.TryGetValue(key, out ImportTarget? known))
        {
            return known;
        }

        MailboxContentStore store = await _resolver.ResolveAsync(identity, _options.TargetArchive, _options.ComposeMailboxId, cancellationToken).ConfigureAwait(false);
        ImportTarget target = Open(store, keepsTree);
        _targets[key] = target;
        if (_options.Allowance.IsOver)
        {
            target.Import.Stop();
        }

        _lanes.Start(target.Import.Start(_run));
        return target;
    }

    private ImportTarget Open(MailboxContentStore store, bool keepsTree)
    {
        MailboxAccount account = new(store.MailboxId, store.Identity, new Ledger { Time = _connection.Time }, _connection.Time.GetUtcNow())
        {
            Log = _options.Log,
            Pacing = _connection.Governor.Watch(store.MailboxId, store.Identity, _log),
        };
        ImportFolders folders = new(
            _connection,
            store,
            new ImportFolderOptions { Target = _options.Folder, KeepsTree = keepsTree, MayCreate = _options.CreateFolder },
            _log);
        return new ImportTarget(account, folders, _handles, _mailboxes, new MailboxImport(_connection, store, _sessions, _presence, _output, _progress, _log, _replaced));
    }

    private static MailboxIdentity Ready(string mailboxId) => new() { MailboxId = mailboxId, Text = mailboxId };
}
