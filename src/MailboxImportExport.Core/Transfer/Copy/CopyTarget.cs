using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph;
using MailboxImportExport.Graph.Mailboxes;
using MailboxImportExport.ItemFolder;
using MailboxImportExport.Model;
using MailboxImportExport.Transfer.Import;
using MailboxImportExport.Transfer.Import.Journal;
using MailboxImportExport.Transport;

namespace MailboxImportExport.Transfer.Copy;

/// <summary>The mailbox that a run copies into: what it has, and the lanes that write into it.</summary>
internal sealed class CopyTarget : IDisposable
{
    private readonly CopyOptions _options;
    private readonly IRunLog _log;
    private readonly ItemIds? _ids;
    private readonly TargetContents _contents;
    private PacingWatch? _pacing;

    private CopyTarget(
        GraphConnection connection,
        MailboxContentStore store,
        CopyOptions options,
        ITransferOutput<ImportedMailboxItem> output,
        IProgress<TransferProgress> progress,
        IRunLog log)
    {
        _options = options;
        _log = log;
        Connection = connection;
        Store = store;

        // A move has to look again at what it finds.
        _ids = options.Move ? new ItemIds(Path.GetTempPath()) : null;
        _contents = new TargetContents(connection, log, _ids);
        Contents = options.MakeCopies ? null : _contents;
        Journals = new ImportJournals(connection, JournalMode.OfCopy(options.MakeCopies, options.Move), options.JournalPath, new ItemFolderFiles(), log);
        ImportPresence presence = new(connection, _contents, Journals, options.MakeCopies ? ConflictRule.Copy : ConflictRule.Skip, log);
        Import = new MailboxImport(connection, store, new ImportSessions(connection, log), presence, output, progress, log);
    }

    public GraphConnection Connection { get; }

    public MailboxContentStore Store { get; }

    /// <summary>What was there before the run, or null when that does not matter.</summary>
    public TargetContents? Contents { get; }

    /// <summary>Where it is written down what goes into it.</summary>
    public ImportJournals Journals { get; }

    /// <summary>How long calls to the target had to wait, once it is followed.</summary>
    public TimeSpan Throttled => _pacing?.Throttled ?? TimeSpan.Zero;

    /// <summary>The importing half.</summary>
    public MailboxImport Import { get; }

    /// <summary>Finds the target; a run that cannot begins nothing.</summary>
    public static async Task<CopyTarget> OpenAsync(
        GraphConnection connection,
        CopyOptions options,
        ITransferOutput<ImportedMailboxItem> output,
        IProgress<TransferProgress> progress,
        IRunLog log,
        CancellationToken cancellationToken)
    {
        MailboxContentStore store = await new MailboxResolver(connection, log)
            .ResolveAsync(options.Target, options.TargetArchive, options.ComposeMailboxId, cancellationToken)
            .ConfigureAwait(false);
        return new CopyTarget(connection, store, options, output, progress, log);
    }

    /// <summary>Follows how the service lets the run work on the target; not to be called for a target that is followed as a source.</summary>
    public void Follow() => Interlocked.CompareExchange(ref _pacing, Connection.Governor.Watch(Store.MailboxId, Store.Identity, _log), null);

    /// <summary>Whether a mailbox is the target itself: the same ids at another service are another mailbox.</summary>
    public bool Is(GraphConnection connection, string mailboxId)
        => mailboxId.Equals(Store.MailboxId, StringComparison.OrdinalIgnoreCase) && connection.GraphEndpoint == Connection.GraphEndpoint;

    /// <summary>The places of the items of one source.</summary>
    /// <param name="folder">The folder below or into which they go, or null.</param>
    public ImportFolders FoldersFor(FolderIdentity? folder) => new(
        Connection,
        Store,
        new ImportFolderOptions { Target = folder, KeepsTree = _options.KeepsTree, MayCreate = _options.CreateFolder },
        _log);

    public void Dispose()
    {
        Import.Stop();
        Journals.Dispose();
        _contents.Dispose();
        _ids?.Dispose();
    }
}
