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
using MailboxImportExport.Transport;
using Shouldly;

namespace MailboxImportExport.Tests.Transfer.Import;

/// <summary>An export folder with some items, and a mailbox that has a folder to import it into.</summary>
internal sealed class ExportedFolder : IAsyncDisposable
{
    public const int Items = 60;

    private readonly DirectoryInfo _path = Directory.CreateTempSubdirectory("mie-");
    private readonly TimeProvider _time;

    private ExportedFolder(ConnectedSandbox sandbox, TimeProvider time)
    {
        Sandbox = sandbox;
        _time = time;
        Options = new ImportOptions { Target = Identity, Folder = new FolderIdentity { Text = "Into" }, CreateFolder = true, JournalPath = Journal };
    }

    public ConnectedSandbox Sandbox { get; }

    public RecordingLog Log { get; } = new();

    /// <summary>How it is imported; with the same journal each time.</summary>
    public ImportOptions Options { get; set; }

    /// <summary>The errors that imports wrote, and what each was about.</summary>
    public RecordingOutput Output { get; } = new();

    public string FullPath => _path.FullName;

    public string Journal => Path.Combine(FullPath, "import.jsonl");

    public SandboxMailbox Mailbox => Sandbox.Mailbox(ConnectedSandbox.Chika);

    public SandboxFolder Source => Mailbox.Folder("Source");

    /// <summary>Items that arrived; the folders of an export folder are kept below the target.</summary>
    public int Arrived => Target.Items.Count + Mailbox.Folder("Into").Items.Count;

    /// <summary>The folder that items arrive in.</summary>
    public SandboxFolder Target => Mailbox.Folder("Into/Source");

    /// <summary>The files of the items.</summary>
    public IReadOnlyList<string> Files => Directory.GetFiles(FullPath, "*.fts", SearchOption.AllDirectories);

    private MailboxIdentity Identity => new() { MailboxId = Mailbox.Id, Text = Mailbox.Id };

    /// <param name="time">The clock of the service and of the module.</param>
    /// <param name="transport">Attempts and pauses.</param>
    /// <param name="fill">Puts the items there, when they are to be others.</param>
    public static async Task<ExportedFolder> CreateAsync(TimeProvider? time = null, TransportOptions? transport = null, Action<SandboxMailbox, SandboxFolder>? fill = null)
    {
        ConnectedSandbox sandbox = await ConnectedSandbox.StartAsync(time, transport: transport, tokenLifetime: TimeSpan.FromDays(1000));
        sandbox.Switches.ImportSessionLifetime = TimeSpan.FromDays(1000);
        ExportedFolder folder = new(sandbox, time ?? TimeProvider.System);
        SandboxFolder source = folder.Mailbox.AddFolder("Source");
        (fill ?? ((mailbox, target) => mailbox.AddItems(target, Items, size: 100)))(folder.Mailbox, source);
        folder.Mailbox.AddFolder("Into");
        await folder.ExportAsync();
        return folder;
    }

    /// <summary>Imports it.</summary>
    public Task<MailboxTransferSummary> ImportAsync(TimeSpan? length = null, CancellationToken cancellationToken = default)
        => ImportAsync([new ImportSource { Path = FullPath }], length, cancellationToken);

    /// <summary>Imports something else into the same place.</summary>
    public Task<MailboxTransferSummary> ImportAsync(IEnumerable<ImportSource> sources, TimeSpan? length = null, CancellationToken cancellationToken = default)
        => ImportAsync(sources.ToAsyncEnumerable(), length, cancellationToken);

    /// <summary>Imports what comes little by little.</summary>
    public async Task<MailboxTransferSummary> ImportAsync(IAsyncEnumerable<ImportSource> sources, TimeSpan? length = null, CancellationToken cancellationToken = default)
    {
        using TimeAllowance allowance = new(length, _time);
        using ClaimedHandles handles = new();
        using ImportRun run = new(Sandbox.Connection, Options with { Allowance = allowance }, handles, Output, new Progress<TransferProgress>(), Log);
        await run.RunAsync(sources, cancellationToken);
        return run.Summaries("Import-MailboxItem").ShouldHaveSingleItem();
    }

    /// <summary>Exports it, once more when it was exported before; or another folder into the same place.</summary>
    public async Task ExportAsync(string folderName = "Source")
    {
        ItemListRequest listing = new() { Store = Sandbox.Store(Mailbox), Folder = new FolderIdentity { Text = folderName } };
        using ItemFolderWriter folder = ItemFolderWriter.OpenFolder(_path.FullName, new ItemFolderFiles(), verify: false, _time, Log, CancellationToken.None);
        ExportRun run = new(Sandbox.Connection, new FolderTarget(folder, readableNames: false), folder, new NoOutput<ExportedMailboxItem>(), new Progress<TransferProgress>(), Log);
        await run.RunAsync(new[] { new ExportSource { Mailbox = Identity, Listing = listing } }.ToAsyncEnumerable(), CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await Sandbox.DisposeAsync();
        _path.Delete(recursive: true);
    }
}
