using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph;
using MailboxImportExport.Graph.Items;
using MailboxImportExport.ItemFolder;
using MailboxImportExport.Model;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Sandbox.Tenant;
using MailboxImportExport.Transfer.Copy;
using MailboxImportExport.Transfer.Export;
using MailboxImportExport.Transfer.Import;
using MailboxImportExport.Transfer.Spool;
using MailboxImportExport.Transport;
using Shouldly;

namespace MailboxImportExport.Tests.Transfer.SingleFaults;

/// <summary>
/// A mailbox with a folder of items, an archive in two parts to import them into, and the commands, each of which meets one fault. Pauses are
/// over at once; the limits on answers pass only for the call that stalls.
/// </summary>
internal sealed class FaultScene : IAsyncDisposable
{
    public const int Items = 40;
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);

    // In the proportions of the defaults. Those of the target are others, so that the limit of the call that stalls can be told from the rest.
    private static readonly TransportOptions Source = new()
    {
        AnswerTimeout = TimeSpan.FromDays(2),
        IdleTimeout = TimeSpan.FromDays(1),
        TotalTime = TimeSpan.FromDays(20),
        ThrottledTime = TimeSpan.FromDays(24),
    };

    private static readonly TransportOptions Target = Source with { AnswerTimeout = TimeSpan.FromDays(4), IdleTimeout = TimeSpan.FromDays(3) };
    private readonly DirectoryInfo _path = Directory.CreateTempSubdirectory("mie-");
    private readonly ConnectedSandbox _sandbox;
    private readonly MailboxImportExportConnection _target;
    private readonly ConcurrentQueue<ExportedMailboxItem> _exported = new();

    private FaultScene(ConnectedSandbox sandbox, MailboxImportExportConnection target, SkippingTime time)
    {
        _sandbox = sandbox;
        _target = target;
        Time = time;
        sandbox.Server.Switches.ImportSessionLifetime = TimeSpan.FromDays(1000);
        sandbox.Server.Tenant.AddAuxiliary(Archive);
        Folder = SourceMailbox.AddFolder("Source");
        SourceMailbox.AddItems(Folder, Items, size: 100);
        Into = Archive.AddFolder("Into");
    }

    public SkippingTime Time { get; }

    public ConnectedSandbox Sandbox => _sandbox;

    public Faults Faults => _sandbox.Server.Faults;

    public RequestLog Requests => _sandbox.Requests;

    /// <summary>What is exported.</summary>
    public SandboxFolder Folder { get; }

    /// <summary>What is imported into.</summary>
    public SandboxFolder Into { get; }

    public SandboxMailbox Archive => _sandbox.Server.Tenant.Archive(ConnectedSandbox.Adele);

    public SandboxMailbox SourceMailbox => _sandbox.Mailbox(ConnectedSandbox.Chika);

    /// <summary>The hash of each item as the service has sent it.</summary>
    public IEnumerable<string> Hashes => Folder.Items.Select(i => _sandbox.Server.Tenant.Exported.First(e => e.ItemId == i.Id).Sha256);

    /// <summary>The hash of each import that the service has stored.</summary>
    public IEnumerable<string> Received => _sandbox.Server.Tenant.Received.Select(static r => r.Sha256);

    private string Path => _path.FullName;

    public static async Task<FaultScene> StartAsync(FaultKind fault)
    {
        SkippingTime time = new();
        bool isStall = fault is FaultKind.Stall or FaultKind.StallInBody;
        CallLimits limits = isStall ? new CallLimits { FirstLanes = 1, MostLanes = 1 } : new CallLimits();
        ConnectedSandbox sandbox = await ConnectedSandbox.StartAsync(
            time,
            transport: Source with { Limits = limits },
            signIn: ConnectedSandbox.SecretOf,
            tokenLifetime: TimeSpan.FromDays(1000));
        sandbox.Server.Faults.Pause = TimeSpan.FromSeconds(7);
        return new FaultScene(sandbox, await ConnectedSandbox.ConnectAsync(sandbox.Server, ConnectedSandbox.SecretOf(sandbox.Server), time, "beta", Target with { Limits = limits }), time);
    }

    /// <summary>Runs a command whose next call of a kind meets a fault.</summary>
    public async Task<T> MeetAsync<T>(CallKind call, FaultKind fault, Func<Task<T>> command)
    {
        Faults.OnNext(call, fault);
        Task<T> run = command();
        if (fault is FaultKind.Stall or FaultKind.StallInBody)
        {
            await Task.WhenAny(run, Faults.WaitUntilStalledAsync()).WaitAsync(Guard);
            TransportOptions options = call is CallKind.ImportItem or CallKind.CreateImportSession ? Target : Source;
            Time.LapseWhenAlone(fault == FaultKind.Stall ? options.AnswerTimeout : options.IdleTimeout);
        }

        T result = await run.WaitAsync(Guard);
        await Requests.WhenIdleAsync().WaitAsync(Guard);
        return result;
    }

    public async Task<IReadOnlyList<MailboxItem>> ListAsync()
    {
        ItemListRequest request = new() { Store = _sandbox.Store(SourceMailbox), Folder = new FolderIdentity { Text = "Source" } };
        List<MailboxItem> items = [];
        await foreach (MailboxItem item in new ListItems(_sandbox.Connection, _sandbox.Log).RunAsync(request, null, null, CancellationToken.None))
        {
            items.Add(item);
        }

        return items;
    }

    /// <summary>Exports items into the folder.</summary>
    public async Task<MailboxTransferSummary> ExportToFolderAsync(IReadOnlyList<MailboxItem> items)
    {
        using ItemFolderWriter folder = ItemFolderWriter.OpenFolder(Path, new ItemFolderFiles(), verify: false, Time, _sandbox.Log, CancellationToken.None);
        return await ExportAsync(new FolderTarget(folder, readableNames: false), folder, items);
    }

    /// <summary>Exports items into the pipe.</summary>
    public async Task<MailboxTransferSummary> ExportToPipeAsync(IReadOnlyList<MailboxItem> items)
    {
        using SpoolTarget spool = new(new SpoolBudget(), Path, SpoolTarget.DefaultLimit);
        return await ExportAsync(spool, null, items);
    }

    /// <summary>The hashes of what stands in the files of the export folder, by item.</summary>
    public IReadOnlyDictionary<string, string> InFolder() => ItemFolderReader.OpenFolder(Path, SourceMailbox.Id, _sandbox.Log).Items(allVersions: true)
        .ToDictionary(static i => i.Item.SourceItemId, static i => Convert.ToHexString(ContentHash.Of(i.Item.File!)));

    /// <summary>The hashes of the content behind what was given out, by item.</summary>
    public async Task<IReadOnlyDictionary<string, string>> InPipeAsync()
    {
        Dictionary<string, string> hashes = [];
        foreach (ExportedMailboxItem item in _exported)
        {
            await using Stream content = await ExportedContent.Of(item).OpenAsync(CancellationToken.None);
            hashes.Add(item.SourceItemId, Convert.ToHexString(await SHA256.HashDataAsync(content)));
        }

        return hashes;
    }

    /// <summary>Imports the export folder, with the same journal each time.</summary>
    public async Task<MailboxTransferSummary> ImportAsync()
    {
        using ClaimedHandles handles = new();
        ImportOptions options = new() { Target = Identity(Archive), Folder = new FolderIdentity { Text = "Into" }, CreateFolder = true };
        using ImportRun run = new(GraphConnection.Of(_target), options, handles, new NoOutput<ImportedMailboxItem>(), new Progress<TransferProgress>(), _sandbox.Log);
        await run.RunAsync(new[] { new ImportSource { Path = Path } }.ToAsyncEnumerable(), CancellationToken.None);
        return run.Summaries("import").ShouldHaveSingleItem();
    }

    /// <summary>Copies items, with the same journal each time.</summary>
    public async Task<MailboxTransferSummary> CopyAsync(IReadOnlyList<MailboxItem> items)
    {
        CopyOptions options = new() { Target = Identity(Archive), Folder = new FolderIdentity { Text = "Into" }, JournalPath = System.IO.Path.Combine(Path, "copy.jsonl") };
        NoOutput<ImportedMailboxItem> output = new();
        Progress<TransferProgress> progress = new();
        using CopyTarget target = await CopyTarget.OpenAsync(GraphConnection.Of(_target), options, output, progress, _sandbox.Log, CancellationToken.None);
        using SpoolTarget spool = new(new SpoolBudget(), Path, SpoolTarget.DefaultLimit);
        using CopyRun run = new(_sandbox.Connection, target, options, spool, null, output, progress, _sandbox.Log, new ExportOptions());
        await run.RunAsync(Sources(items), CancellationToken.None);
        return run.Summaries("copy").ShouldHaveSingleItem();
    }

    /// <summary>Whether everything the service was asked was answered as it should have been.</summary>
    public void ShouldHaveMet(CallKind call, FaultKind fault)
    {
        Faults.Count(fault, call).ShouldBe(1);
        Faults.Total.ShouldBe(1);
        int status = FittingFaults.StatusOf(fault, call);
        if (status != 200)
        {
            // Whoever follows a move that is none is sent back, and so is each lane that heard of it.
            Requests.Of(call).Count(r => r.Status == status).ShouldBeInRange(fault == FaultKind.SessionMoved ? 2 : 1, fault == FaultKind.SessionMoved ? 5 : 1);
        }

        ShouldHaveWaited(fault);
    }

    /// <summary>Whether the summary has the time that was waited, and the user was told once.</summary>
    public void ShouldHaveTold(MailboxTransferSummary summary, FaultKind fault)
    {
        bool isSlowing = FittingFaults.Slowing.Contains(fault);
        (summary.Throttled > TimeSpan.Zero).ShouldBe(isSlowing);
        _sandbox.Log.Warnings.Count(static w => w.Contains("asks to slow down", StringComparison.Ordinal)).ShouldBe(isSlowing ? 1 : 0);
    }

    public async ValueTask DisposeAsync()
    {
        _target.Dispose();
        await _sandbox.DisposeAsync();
        _path.Delete(recursive: true);
    }

    // A date is cut to whole seconds, and other lanes let a little time pass. Own pauses are between half and the whole of what they could be.
    private void ShouldHaveWaited(FaultKind fault)
    {
        TimeSpan least = fault switch
        {
            FaultKind.Throttled => Faults.Pause,
            FaultKind.ThrottledUntilDate => Faults.Pause - TimeSpan.FromSeconds(2),
            _ when FittingFaults.Slowing.Contains(fault) => Source.FirstDelay / 2,
            _ => TimeSpan.Zero,
        };
        Time.Waits.Append(TimeSpan.Zero).Max().ShouldBeGreaterThanOrEqualTo(least);
    }

    private static MailboxIdentity Identity(SandboxMailbox mailbox) => new() { MailboxId = mailbox.Id, IsArchive = mailbox.IsArchive, Text = mailbox.Id };

    private IAsyncEnumerable<ExportSource> Sources(IReadOnlyList<MailboxItem> items)
        => items.Select(item => new ExportSource { Mailbox = Identity(SourceMailbox), Item = item }).ToAsyncEnumerable();

    private async Task<MailboxTransferSummary> ExportAsync(IExportTarget target, ItemFolderWriter? folder, IReadOnlyList<MailboxItem> items)
    {
        ExportRun run = new(_sandbox.Connection, target, folder, new ExportedOutput(_exported), new Progress<TransferProgress>(), _sandbox.Log);
        await run.RunAsync(Sources(items), CancellationToken.None);
        return run.Summaries("export").ShouldHaveSingleItem();
    }

    private sealed class ExportedOutput(ConcurrentQueue<ExportedMailboxItem> items) : MailboxImportExport.Transfer.ITransferOutput<ExportedMailboxItem>
    {
        public Task ItemAsync(ExportedMailboxItem item)
        {
            items.Enqueue(item);
            return Task.CompletedTask;
        }

        public Task FailedAsync(MailboxImportExportException failure, object target) => Task.CompletedTask;
    }
}
