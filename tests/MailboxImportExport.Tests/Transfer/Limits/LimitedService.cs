using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph.Items;
using MailboxImportExport.ItemFolder;
using MailboxImportExport.Model;
using MailboxImportExport.Sandbox;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Sandbox.Tenant;
using MailboxImportExport.Sandbox.Throttling;
using MailboxImportExport.Transfer.Export;
using MailboxImportExport.Transfer.Import;
using MailboxImportExport.Transfer.Spool;
using MailboxImportExport.Transport;
using Shouldly;

namespace MailboxImportExport.Tests.Transfer.Limits;

/// <summary>Some mailboxes with a folder of items each, at a service that allows little. Whoever waits for it has waited.</summary>
internal sealed class LimitedService : IAsyncDisposable
{
    public const int Items = 60;
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);

    private static readonly TransportOptions Patient = new()
    {
        AnswerTimeout = TimeSpan.FromDays(2),
        IdleTimeout = TimeSpan.FromDays(2),
        TotalTime = TimeSpan.FromDays(100),
        ThrottledTime = TimeSpan.FromDays(100),
        MostAttempts = 1000,
    };

    private readonly DirectoryInfo _path = Directory.CreateTempSubdirectory("mie-");
    private readonly ConnectedSandbox _sandbox;

    private LimitedService(ConnectedSandbox sandbox, SkippingTime time, int mailboxes)
    {
        _sandbox = sandbox;
        Time = time;

        // What a run does when sessions end meanwhile is looked at by itself.
        Switches.ImportSessionLifetime = TimeSpan.FromDays(1000);
        Mailboxes = [.. Enumerable.Range(0, mailboxes).Select(_ => sandbox.Server.Tenant.AddMailbox(Guid.NewGuid(), MailboxKind.Primary, MailboxLanguage.English))];
        foreach (SandboxMailbox mailbox in Mailboxes)
        {
            mailbox.AddItems(mailbox.AddFolder("Source"), Items, size: 100);
            mailbox.AddFolder("Into");
        }
    }

    public IReadOnlyList<SandboxMailbox> Mailboxes { get; }

    public SkippingTime Time { get; }

    public Gates Gates => _sandbox.Gates;

    public RequestLog Requests => _sandbox.Requests;

    public SandboxSwitches Switches => _sandbox.Switches;

    public ServiceLimits Limits => _sandbox.Server.Limits;

    /// <summary>What the run that was last was told.</summary>
    public RecordingLog Log { get; private set; } = new();

    public static async Task<LimitedService> StartAsync(int mailboxes = 1, CallLimits? client = null)
    {
        SkippingTime time = new();
        TransportOptions transport = Patient with { Limits = client ?? new CallLimits() };
        return new LimitedService(await ConnectedSandbox.StartAsync(time, transport: transport, signIn: ConnectedSandbox.SecretOf), time, mailboxes);
    }

    /// <summary>Holds the first calls of a kind before their answers until another one was refused: so many run at once for certain.</summary>
    public void HoldUntilRefused(CallKind kind, int calls)
    {
        for (int i = 0; i < calls; i++)
        {
            Gates.OnNext(kind, _ => Limits.WaitUntilRefusedAsync().WaitAsync(Guard), GatePoint.Answer);
        }
    }

    /// <summary>Exports all mailboxes, each into a folder of its own.</summary>
    public async Task<IReadOnlyList<MailboxTransferSummary>> ExportAsync()
    {
        Log = new RecordingLog();
        using ItemFolderWriter folder = ItemFolderWriter.OpenFolder(_path.FullName, new ItemFolderFiles(), verify: false, Time, Log, CancellationToken.None);
        ExportRun run = new(_sandbox.Connection, new FolderTarget(folder, readableNames: false), folder, new NoOutput<ExportedMailboxItem>(), new Progress<TransferProgress>(), Log);
        IEnumerable<ExportSource> sources = Mailboxes.Select(m => new ExportSource
        {
            Mailbox = Identity(m),
            Listing = new ItemListRequest { Store = _sandbox.Store(m), Folder = new FolderIdentity { Text = "Source" } },
        });
        await run.RunAsync(sources.ToAsyncEnumerable(), CancellationToken.None).WaitAsync(Guard);
        await Requests.WhenIdleAsync().WaitAsync(Guard);
        return run.Summaries("export");
    }

    /// <summary>Imports what was exported into another folder of each mailbox.</summary>
    public async Task<IReadOnlyList<MailboxTransferSummary>> ImportAsync()
    {
        Log = new RecordingLog();
        using ClaimedHandles handles = new();
        ImportOptions options = new() { Folder = new FolderIdentity { Text = "Into" }, JournalPath = Path.Combine(_path.FullName, "import.jsonl") };
        using ImportRun run = new(_sandbox.Connection, options, handles, new NoOutput<ImportedMailboxItem>(), new Progress<TransferProgress>(), Log);
        IEnumerable<ExportedMailboxItem> items = Mailboxes.SelectMany(m => ItemFolderReader.OpenFolder(_path.FullName, m.Id, Log).Items(allVersions: false)).Select(static i => i.Item);

        // As if the items of all mailboxes came together.
        IEnumerable<ExportedMailboxItem> mixed = items.Select(static (item, index) => (item, index)).OrderBy(static i => i.index % Items).Select(static i => i.item);
        await run.RunAsync(mixed.Select(static i => new ImportSource { Item = i }).ToAsyncEnumerable(), CancellationToken.None).WaitAsync(Guard);
        await Requests.WhenIdleAsync().WaitAsync(Guard);
        return run.Summaries("import");
    }

    /// <summary>What has to hold of every export.</summary>
    public void ShouldHaveExported(IReadOnlyList<MailboxTransferSummary> summaries)
    {
        ShouldBeComplete(summaries);
        foreach (SandboxMailbox mailbox in Mailboxes)
        {
            ItemFolderReader.OpenFolder(_path.FullName, mailbox.Id, Log).Items(allVersions: true).Select(static i => (i.Item.SourceItemId, i.Item.Sha256.ToUpperInvariant()))
                .ShouldBe(_sandbox.Server.Tenant.Exported.Where(e => e.Mailbox == mailbox).Select(static e => (e.ItemId, e.Sha256)), ignoreOrder: true);
        }
    }

    /// <summary>What has to hold of every import.</summary>
    public void ShouldHaveImported(IReadOnlyList<MailboxTransferSummary> summaries)
    {
        ShouldBeComplete(summaries);
        foreach (SandboxMailbox mailbox in Mailboxes)
        {
            mailbox.Folder("Into").Items.Count.ShouldBe(Items);
            _sandbox.Server.Tenant.Received.Where(r => r.Mailbox == mailbox).Select(static r => r.Sha256).Order()
                .ShouldBe(_sandbox.Server.Tenant.Exported.Where(e => e.Mailbox == mailbox).Select(static e => e.Sha256).Order());
        }
    }

    /// <summary>Who had to wait was told once, and has the time in the summary.</summary>
    public void ShouldHaveTold(IReadOnlyList<MailboxTransferSummary> summaries)
    {
        foreach (MailboxTransferSummary summary in summaries)
        {
            Log.Warnings.Count(w => w.StartsWith($"{summary.Mailbox}: ", StringComparison.Ordinal)).ShouldBe(summary.Throttled > TimeSpan.Zero ? 1 : 0);
        }

        summaries.Max(static s => s.Throttled).ShouldBeGreaterThan(TimeSpan.Zero);
    }

    public async ValueTask DisposeAsync()
    {
        await _sandbox.DisposeAsync();
        _path.Delete(recursive: true);
    }

    private static MailboxIdentity Identity(SandboxMailbox mailbox) => new() { MailboxId = mailbox.Id, Text = mailbox.Id };

    private void ShouldBeComplete(IReadOnlyList<MailboxTransferSummary> summaries)
    {
        summaries.Select(static s => s.MailboxId).ShouldBe(Mailboxes.Select(static m => m.Id), ignoreOrder: true);
        summaries.ShouldAllBe(static s => s.Verdict == TransferVerdict.Complete && s.Requested == Items && s.Done == Items);
        Limits.MostAtOnce.ShouldBeLessThanOrEqualTo(Limits.ConcurrentCalls);
    }
}
