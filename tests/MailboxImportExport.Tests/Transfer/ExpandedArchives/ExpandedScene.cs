using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph;
using MailboxImportExport.Graph.Items;
using MailboxImportExport.ItemFolder;
using MailboxImportExport.Model;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Sandbox.Tenant;
using MailboxImportExport.Transfer.Copy;
using MailboxImportExport.Transfer.Export;
using MailboxImportExport.Transfer.Import;
using MailboxImportExport.Transfer.Remove;
using MailboxImportExport.Transfer.Spool;
using Shouldly;

namespace MailboxImportExport.Tests.Transfer.ExpandedArchives;

/// <summary>An archive whose folder "Big" lies in another part of it, and another archive whose folder "Into" does.</summary>
internal sealed class ExpandedScene : IAsyncDisposable
{
    public const int Items = 45;
    private readonly DirectoryInfo _path = Directory.CreateTempSubdirectory("mie-");
    private readonly MailboxImportExportConnection _other;

    private ExpandedScene(ConnectedSandbox sandbox, MailboxImportExportConnection other)
    {
        Sandbox = sandbox;
        _other = other;
        Second = sandbox.Server.Tenant.AddMailbox(Guid.NewGuid(), MailboxKind.Archive, MailboxLanguage.English);
        Part = Tenant.AddAuxiliary(Archive);
        OtherPart = Tenant.AddAuxiliary(Archive);
        LastPart = Tenant.AddAuxiliary(Archive);
        SecondPart = Tenant.AddAuxiliary(Second);
        SandboxFolder big = Archive.AddFolder("Big");
        Archive.AddItems(big, Items, size: 100);
        big.Expand(Part);
        Second.AddFolder("Into").Expand(SecondPart);
    }

    public ConnectedSandbox Sandbox { get; }

    public SandboxMailbox Archive => Tenant.Archive(ConnectedSandbox.Adele);

    /// <summary>The part of the archive that the folder lies in at first.</summary>
    public SandboxMailbox Part { get; }

    /// <summary>A further part, which it moves to.</summary>
    public SandboxMailbox OtherPart { get; }

    /// <summary>The one that it moves to then.</summary>
    public SandboxMailbox LastPart { get; }

    /// <summary>The other archive.</summary>
    public SandboxMailbox Second { get; }

    public SandboxMailbox SecondPart { get; }

    /// <summary>The folder where its content is now.</summary>
    public SandboxFolder Big => new[] { Archive, Part, OtherPart, LastPart }.SelectMany(static m => m.Folders).Single(static f => f is { DisplayName: "Big", MovedTo: null });

    public SandboxFolder Into => new[] { Second, SecondPart }.SelectMany(static m => m.Folders).Single(static f => f is { DisplayName: "Into", MovedTo: null });

    public IEnumerable<string> Ids => Big.Items.Select(static i => i.Id);

    private SandboxTenant Tenant => Sandbox.Server.Tenant;

    public static async Task<ExpandedScene> StartAsync(string apiVersion = "beta")
    {
        ConnectedSandbox sandbox = await ConnectedSandbox.StartAsync(apiVersion: apiVersion);
        MailboxImportExportConnection other = await ConnectedSandbox.ConnectAsync(
            sandbox.Server,
            ConnectedSandbox.SecretOf(sandbox.Server),
            TimeProvider.System,
            apiVersion,
            ConnectedSandbox.WithoutPauses);
        return new ExpandedScene(sandbox, other);
    }

    /// <summary>Moves the content once more, or back.</summary>
    public void MoveTo(SandboxMailbox part) => Big.Expand(part);

    /// <summary>Lets the connection believe that both folders are in a part that has neither.</summary>
    public void Misname()
    {
        Sandbox.Connection.Client.RememberArchive(Archive.Id);
        Sandbox.Connection.Client.Relocations.Learn(Archive.Id, Big.Id, LastPart.Id);
        Sandbox.Connection.Client.Relocations.Learn(Second.Id, Into.Id, LastPart.Id);
    }

    public async Task<IReadOnlyList<MailboxItem>> ListAsync()
    {
        ItemListRequest request = new() { Store = Sandbox.Store(Archive), Folder = new FolderIdentity { Text = "Big" } };
        List<MailboxItem> items = [];
        await foreach (MailboxItem item in new ListItems(Sandbox.Connection, Sandbox.Log).RunAsync(request, null, null, CancellationToken.None))
        {
            items.Add(item);
        }

        return items;
    }

    public Task<MailboxTransferSummary> ExportAsync(IEnumerable<MailboxItem> items)
        => ExportAsync(items.Select(item => new ExportSource { Mailbox = Identity(Archive), Item = item }));

    public Task<MailboxTransferSummary> ExportAsync(IEnumerable<string> ids)
        => ExportAsync(ids.Select(id => new ExportSource { Mailbox = Identity(Archive), ItemId = id }));

    /// <summary>Imports the export folder.</summary>
    public async Task<MailboxTransferSummary> ImportAsync()
    {
        using ClaimedHandles handles = new();
        ImportOptions options = new() { Target = Identity(Second), Folder = new FolderIdentity { Text = "Into" } };
        using ImportRun run = new(Sandbox.Connection, options, handles, new NoOutput<ImportedMailboxItem>(), new Progress<TransferProgress>(), Sandbox.Log);
        IEnumerable<ExportedMailboxItem> items = ItemFolderReader.OpenFolder(_path.FullName, Archive.Id, Sandbox.Log).Items(allVersions: false).Select(static i => i.Item);
        await run.RunAsync(items.Select(static i => new ImportSource { Item = i }).ToAsyncEnumerable(), CancellationToken.None);
        return run.Summaries("import").ShouldHaveSingleItem();
    }

    /// <summary>Copies, or moves, the folder.</summary>
    public async Task<MailboxTransferSummary> CopyAsync(bool move)
    {
        CopyOptions options = new()
        {
            Target = Identity(Second),
            Folder = new FolderIdentity { Text = "Into" },
            Move = move,
            JournalPath = Path.Combine(_path.FullName, "copy.jsonl"),
        };
        NoOutput<ImportedMailboxItem> output = new();
        Progress<TransferProgress> progress = new();
        using CopyTarget target = await CopyTarget.OpenAsync(GraphConnection.Of(_other), options, output, progress, Sandbox.Log, CancellationToken.None);
        using SpoolTarget spool = new(new SpoolBudget(), _path.FullName, SpoolTarget.DefaultLimit);
        using SpoolTarget proofs = new(new SpoolBudget(), _path.FullName, SpoolTarget.DefaultLimit);
        using CopyRun run = new(Sandbox.Connection, target, options, spool, move ? proofs : null, output, progress, Sandbox.Log, new ExportOptions());
        ItemListRequest listing = new() { Store = Sandbox.Store(Archive), Folder = new FolderIdentity { Text = "Big" } };
        await run.RunAsync(new[] { new ExportSource { Mailbox = Identity(Archive), Listing = listing } }.ToAsyncEnumerable(), CancellationToken.None);
        return run.Summaries("copy").ShouldHaveSingleItem();
    }

    public async Task<ItemRemoval> RemoveAsync(IEnumerable<MailboxItem> items, bool knowsTheWay)
    {
        GraphConnection connection = knowsTheWay ? Sandbox.Connection : GraphConnection.Of(_other);
        connection.Client.RememberArchive(Archive.Id);
        ItemRemoval removal = new(connection, permanently: false, static (_, _) => Task.CompletedTask, Sandbox.Log);
        await removal.RunAsync(items.Select(RemovalRequest.Of), CancellationToken.None);
        return removal;
    }

    public async ValueTask DisposeAsync()
    {
        _other.Dispose();
        await Sandbox.DisposeAsync();
        _path.Delete(recursive: true);
    }

    private static MailboxIdentity Identity(SandboxMailbox mailbox) => new() { MailboxId = mailbox.Id, IsArchive = true, Text = mailbox.Id };

    private async Task<MailboxTransferSummary> ExportAsync(IEnumerable<ExportSource> sources)
    {
        using ItemFolderWriter folder = ItemFolderWriter.OpenFolder(_path.FullName, new ItemFolderFiles(), verify: false, TimeProvider.System, Sandbox.Log, CancellationToken.None);
        ExportRun run = new(Sandbox.Connection, new FolderTarget(folder, readableNames: false), folder, new NoOutput<ExportedMailboxItem>(), new Progress<TransferProgress>(), Sandbox.Log);
        await run.RunAsync(sources.ToArray().ToAsyncEnumerable(), CancellationToken.None);
        return run.Summaries("export").ShouldHaveSingleItem();
    }
}
