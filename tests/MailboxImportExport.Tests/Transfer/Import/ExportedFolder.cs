using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph.Items;
using MailboxImportExport.ItemFolder;
using MailboxImportExport.Model;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Sandbox.Tenant;
using MailboxImportExport.Transfer;
using MailboxImportExport.Transfer.Export;
using MailboxImportExport.Transfer.Import;
using MailboxImportExport.Transfer.Spool;
using Shouldly;

namespace MailboxImportExport.Tests.Transfer.Import;

/// <summary>An export folder with some items, and a mailbox that has a folder to import it into.</summary>
internal sealed class ExportedFolder : IAsyncDisposable
{
    public const int Items = 60;

    private readonly DirectoryInfo _path = Directory.CreateTempSubdirectory("mie-");
    private readonly RecordingLog _log = new();
    private readonly TimeProvider _time;

    private ExportedFolder(ConnectedSandbox sandbox, TimeProvider time)
    {
        Sandbox = sandbox;
        _time = time;
    }

    public ConnectedSandbox Sandbox { get; }

    public SandboxMailbox Mailbox => Sandbox.Mailbox(ConnectedSandbox.Chika);

    /// <summary>Items that arrived; the folders of an export folder are kept below the target.</summary>
    public int Arrived => Mailbox.Folder("Into/Source").Items.Count + Mailbox.Folder("Into").Items.Count;

    /// <summary>The files of the items.</summary>
    public IReadOnlyList<string> Files => Directory.GetFiles(_path.FullName, "*.fts", SearchOption.AllDirectories);

    private MailboxIdentity Identity => new() { MailboxId = Mailbox.Id, Text = Mailbox.Id };

    public static async Task<ExportedFolder> CreateAsync(TimeProvider? time = null)
    {
        ExportedFolder folder = new(await ConnectedSandbox.StartAsync(time), time ?? TimeProvider.System);
        folder.Mailbox.AddItems(folder.Mailbox.AddFolder("Source"), Items, size: 100);
        folder.Mailbox.AddFolder("Into");
        await folder.ExportAsync();
        return folder;
    }

    /// <summary>Imports it, with the same journal each time.</summary>
    public async Task<MailboxTransferSummary> ImportAsync(TimeSpan? length = null, IAsyncEnumerable<ImportSource>? sources = null)
    {
        using TimeAllowance allowance = new(length, _time);
        using ClaimedHandles handles = new();
        ImportOptions options = new()
        {
            Target = Identity,
            Folder = new FolderIdentity { Text = "Into" },
            CreateFolder = true,
            Allowance = allowance,
            JournalPath = Path.Combine(_path.FullName, "import.jsonl"),
        };
        using ImportRun run = new(Sandbox.Connection, options, handles, new NoOutput<ImportedMailboxItem>(), new Progress<TransferProgress>(), _log);
        await run.RunAsync(sources ?? new[] { new ImportSource { Path = _path.FullName } }.ToAsyncEnumerable(), CancellationToken.None);
        return run.Summaries("Import-MailboxItem").ShouldHaveSingleItem();
    }

    public async ValueTask DisposeAsync()
    {
        await Sandbox.DisposeAsync();
        _path.Delete(recursive: true);
    }

    private async Task ExportAsync()
    {
        ItemListRequest listing = new() { Store = Sandbox.Store(Mailbox), Folder = new FolderIdentity { Text = "Source" } };
        using ItemFolderWriter folder = ItemFolderWriter.OpenFolder(_path.FullName, new ItemFolderFiles(), verify: false, _time, _log, CancellationToken.None);
        ExportRun run = new(Sandbox.Connection, new FolderTarget(folder, readableNames: false), folder, new NoOutput<ExportedMailboxItem>(), new Progress<TransferProgress>(), _log);
        await run.RunAsync(new[] { new ExportSource { Mailbox = Identity, Listing = listing } }.ToAsyncEnumerable(), CancellationToken.None);
    }
}
