using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph;
using MailboxImportExport.Graph.Mailboxes;
using MailboxImportExport.Model;
using MailboxImportExport.Transfer.Import.Journal;
using MailboxImportExport.Transfer.Spool;

namespace MailboxImportExport.Transfer.Import;

/// <summary>The mailboxes that a run imports into, each opened when the first item for it comes; one account for each, whatever it is named by.</summary>
internal sealed class ImportTargets : IDisposable
{
    private readonly GraphConnection _connection;
    private readonly ImportOptions _options;
    private readonly ClaimedHandles _handles;
    private readonly ITransferOutput<ImportedMailboxItem> _output;
    private readonly IProgress<TransferProgress> _progress;
    private readonly IRunLog _log;
    private readonly LaneGroup _lanes;
    private readonly SideBySide _mailboxes;
    private readonly MailboxResolver _resolver;
    private readonly ImportSessions _sessions;
    private readonly ItemIds? _ids;
    private readonly TargetContents _contents;
    private readonly ImportPresence _presence;
    private readonly ReplacedItems _replaced;
    private readonly ConcurrentDictionary<string, ImportTarget> _byId = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, ImportTarget> _byName = new(StringComparer.OrdinalIgnoreCase);
    private volatile bool _isStopped;

    public ImportTargets(
        GraphConnection connection,
        ImportOptions options,
        ImportJournals journals,
        ClaimedHandles handles,
        ITransferOutput<ImportedMailboxItem> output,
        IProgress<TransferProgress> progress,
        IRunLog log,
        LaneGroup lanes,
        SideBySide mailboxes)
    {
        _connection = connection;
        _options = options;
        _handles = handles;
        _output = output;
        _progress = progress;
        _log = log;
        _lanes = lanes;
        _mailboxes = mailboxes;
        _resolver = new MailboxResolver(connection, log);
        _ids = options.Replaces ? new ItemIds(Path.GetTempPath()) : null;
        _contents = new TargetContents(connection, log, _ids);
        _presence = new ImportPresence(connection, _contents, journals, options.Rule, log, options.AllVersions);
        _replaced = new ReplacedItems(connection, log);
        _sessions = new ImportSessions(connection, log);
        if (options.Session is not null)
        {
            _sessions.Use(options.Session);
        }
    }

    /// <summary>The mailboxes so far.</summary>
    public ICollection<ImportTarget> All => _byId.Values;

    /// <summary>Whether all items go into the same one.</summary>
    public bool IsOne => _options.Target is not null || _options.Session is not null;

    /// <summary>The mailbox for an item.</summary>
    /// <param name="sourceMailboxId">The mailbox that it comes from, which is where it goes when no other was named; null when it is not known.</param>
    /// <param name="run">Ends the lanes of a mailbox that has not been opened yet.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public async Task<ImportTarget> OfAsync(string? sourceMailboxId, CancellationToken run, CancellationToken cancellationToken)
    {
        MailboxIdentity identity = _options.Target
            ?? (_options.Session is not null ? Ready(_options.Session.MailboxId) : Ready(sourceMailboxId ?? throw Errors.TargetMissing()));
        if (_byName.TryGetValue(identity.Text, out ImportTarget? known))
        {
            return known;
        }

        MailboxContentStore store = await _resolver.ResolveAsync(identity, _options.TargetArchive, _options.ComposeMailboxId, cancellationToken).ConfigureAwait(false);
        if (!_byId.TryGetValue(store.MailboxId, out ImportTarget? target))
        {
            target = Open(store, run);
        }

        _byName[identity.Text] = target;
        return target;
    }

    /// <summary>The id of a mailbox that a user named.</summary>
    public async Task<string> IdOfAsync(MailboxIdentity mailbox, CancellationToken cancellationToken)
        => mailbox.MailboxId ?? (await _resolver.ResolveAsync(mailbox, archive: false, compose: false, cancellationToken).ConfigureAwait(false)).MailboxId;

    /// <summary>Sends nothing more, to any of them.</summary>
    public void Stop()
    {
        _isStopped = true;
        foreach (ImportTarget target in All)
        {
            target.Import.Stop();
        }
    }

    /// <summary>Everything that was asked for has been counted.</summary>
    public void EndRequests()
    {
        foreach (ImportTarget target in All)
        {
            target.Account.Ledger.EndRequests();
        }
    }

    /// <summary>No more items will come.</summary>
    public void Complete()
    {
        foreach (ImportTarget target in All)
        {
            target.Import.Complete();
        }
    }

    /// <summary>Closes the folders with what was replaced; whatever is still waiting is left to the next run.</summary>
    public void Dispose()
    {
        foreach (ImportTarget target in All)
        {
            target.Import.Stop();
        }

        _contents.Dispose();
        _replaced.Dispose();
        _ids?.Dispose();
    }

    private static MailboxIdentity Ready(string mailboxId) => new() { MailboxId = mailboxId, Text = mailboxId };

    private ImportTarget Open(MailboxContentStore store, CancellationToken run)
    {
        MailboxAccount account = new(store.MailboxId, store.Identity, new Ledger { Time = _connection.Time }, _connection.Time.GetUtcNow())
        {
            Log = _options.Log,
            Pacing = _connection.Governor.Watch(store.MailboxId, store.Identity, _log),
        };
        MailboxImport import = new(_connection, store, _sessions, _presence, _output, _progress, _log, _replaced)
        {
            // With others to go on for, whoever exports has work left.
            Ending = IsOne ? _handles.Stop : null,
        };
        ImportTarget target = new(account, import, PlacesIn(store, account, keepsTree: false), PlacesIn(store, account, keepsTree: true));
        _byId[store.MailboxId] = target;
        if (_isStopped)
        {
            import.Stop();
        }

        _lanes.Start(import.Start(run));
        return target;
    }

    private ImportPlaces PlacesIn(MailboxContentStore store, MailboxAccount account, bool keepsTree)
    {
        ImportFolderOptions options = new() { Target = _options.Folder, KeepsTree = keepsTree, MayCreate = _options.CreateFolder };
        return new ImportPlaces(account, new ImportFolders(_connection, store, options, _log), keepsTree, _handles, _mailboxes);
    }
}
