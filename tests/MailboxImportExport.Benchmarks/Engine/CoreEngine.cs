using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph;
using MailboxImportExport.Graph.Folders;
using MailboxImportExport.Graph.Import;
using MailboxImportExport.Graph.Items;
using MailboxImportExport.Graph.Mailboxes;
using MailboxImportExport.ItemFolder;
using MailboxImportExport.Model;
using MailboxImportExport.Transfer.Export;
using MailboxImportExport.Transfer.Import;
using MailboxImportExport.Transfer.Spool;

namespace MailboxImportExport.Benchmarks.Engine;

/// <summary>The engine without PowerShell: the only place here that knows how its services are put together.</summary>
internal sealed class CoreEngine : IDisposable
{
    private const int MostMailboxes = 64;
    private readonly MailboxImportExportConnection _connection;
    private readonly EngineLog _log = new();

    private CoreEngine(MailboxImportExportConnection connection) => _connection = connection;

    private GraphConnection Graph => GraphConnection.Of(_connection);

    public static async Task<CoreEngine> OpenAsync(string uri, int limitDivisor = 0)
        => new(await EngineConnection.OpenAsync(uri, limitDivisor).ConfigureAwait(false));

    /// <summary>The items of a folder, oldest first.</summary>
    public async Task<IReadOnlyList<MailboxItem>> ListAsync(string user, string folder)
    {
        MailboxContentStore store = await StoreAsync(user).ConfigureAwait(false);
        ItemListRequest request = new() { Store = store, Folder = new FolderIdentity { Text = folder } };
        List<MailboxItem> items = [];
        await foreach (MailboxItem item in new ListItems(Graph, _log).RunAsync(request, null, null, CancellationToken.None).ConfigureAwait(false))
        {
            items.Add(item);
        }

        return items;
    }

    /// <summary>Exports listed items into an export folder.</summary>
    public async Task ExportAsync(IReadOnlyList<MailboxItem> items, string path)
    {
        using ItemFolderWriter folder = ItemFolderWriter.OpenFolder(path, new ItemFolderFiles(), verify: false, TimeProvider.System, _log, CancellationToken.None);
        ExportRun run = new(Graph, new FolderTarget(folder, readableNames: false), folder, new EngineOutput<ExportedMailboxItem>(), new Progress<TransferProgress>(), _log, new ExportOptions { ThrottleLimit = MostMailboxes });
        await run.RunAsync(Sources(items), CancellationToken.None).ConfigureAwait(false);
        Check(run.Summaries("Export-MailboxItem"), items.Count);
    }

    /// <summary>Imports an export folder into the inbox of a mailbox.</summary>
    /// <param name="path">The export folder.</param>
    /// <param name="user">The mailbox.</param>
    /// <param name="journalFolder">Where the journal is kept, a new one for each trial: with the old one there would be nothing left to do.</param>
    public async Task ImportAsync(string path, string user, string journalFolder)
    {
        string journal = Path.Combine(Directory.CreateDirectory(journalFolder).FullName, "import.jsonl");
        ImportOptions options = new() { Target = Identity(user), Folder = new FolderIdentity { Text = "Inbox" }, CreateFolder = true, JournalPath = journal };
        using ClaimedHandles handles = new();
        using ImportRun run = new(Graph, options, handles, new EngineOutput<ImportedMailboxItem>(), new Progress<TransferProgress>(), _log);
        await run.RunAsync(new[] { new ImportSource { Path = path } }.ToAsyncEnumerable(), CancellationToken.None).ConfigureAwait(false);
        Check(run.Summaries("Import-MailboxItem"));
    }

    /// <summary>Id of the inbox of a mailbox.</summary>
    public async Task<string> InboxAsync(string user)
    {
        MailboxContentStore store = await StoreAsync(user).ConfigureAwait(false);
        FolderResolver resolver = new(new FolderRequests(Graph, _log), store);
        return (await resolver.ResolveAsync("Inbox", CancellationToken.None).ConfigureAwait(false)).FolderId;
    }

    /// <summary>Where imports into a mailbox are posted.</summary>
    public async Task<Uri> ImportAddressAsync(string user)
    {
        MailboxContentStore store = await StoreAsync(user).ConfigureAwait(false);
        MailboxImportSession session = await new ImportSessionRequests(Graph, _log).CreateAsync(store.MailboxId, CancellationToken.None).ConfigureAwait(false);
        return session.Reveal();
    }

    public void Dispose() => _connection.Dispose();

    private static MailboxIdentity Identity(string user) => new() { UserPrincipalName = user, Text = user };

    private static async IAsyncEnumerable<ExportSource> Sources(IEnumerable<MailboxItem> items)
    {
        foreach (MailboxItem item in items)
        {
            yield return new ExportSource { Mailbox = new MailboxIdentity { MailboxId = item.MailboxId, Text = item.MailboxId }, Item = item };
        }

        await Task.CompletedTask.ConfigureAwait(false);
    }

    // A trial that skips or loses items measures nothing.
    private static void Check(IReadOnlyList<MailboxTransferSummary> summaries, int? items = null)
    {
        long asked = items ?? summaries.Sum(static s => s.Requested);
        if (asked == 0 || summaries.Any(static s => s.Verdict != TransferVerdict.Complete) || summaries.Sum(static s => s.Done) != asked)
        {
            throw new InvalidOperationException($"Of {asked} items {summaries.Sum(static s => s.Done)} were moved.");
        }
    }

    private Task<MailboxContentStore> StoreAsync(string user) => new MailboxResolver(Graph, _log).ResolveAsync(Identity(user), archive: false, compose: false, CancellationToken.None);
}
