using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Authentication;
using MailboxImportExport.Graph.Items;
using MailboxImportExport.ItemFolder;
using MailboxImportExport.Model;
using MailboxImportExport.Sandbox;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Sandbox.Tenant;
using MailboxImportExport.Transfer.Export;
using MailboxImportExport.Transfer.Import;
using MailboxImportExport.Transfer.Spool;
using MailboxImportExport.Transport;
using Shouldly;

namespace MailboxImportExport.Tests.Transfer.Soak;

/// <summary>
/// Exports a mailbox into a folder and imports that into another one while the service fails by chance, by running the same lines again until
/// nothing is left to do, as a user would; then compares what the module says with what the service has seen.
/// </summary>
internal sealed class SoakRun : IAsyncDisposable
{
    private const int Folders = 8;
    private const int MostRuns = 60;

    // Pauses of a minute are over in a tenth of a second. Time-outs are long enough for a computer with much else to do.
    private const int Speed = 600;

    private static readonly TransportOptions Transport = new()
    {
        AnswerTimeout = TimeSpan.FromMinutes(60),
        IdleTimeout = TimeSpan.FromMinutes(4),
        TotalTime = TimeSpan.FromHours(20),
        ThrottledTime = TimeSpan.FromHours(20),
    };

    private readonly int _seed;
    private readonly int _items;
    private readonly ConnectedSandbox _sandbox;
    private readonly string _path = Directory.CreateTempSubdirectory("mie-soak-").FullName;
    private readonly SandboxMailbox _source;
    private readonly SandboxMailbox _target;
    private readonly int _ghosts;
    private readonly List<string> _ghostsLeft;
    private long _gone;
    private string? _ended;
    private readonly List<MailboxTransferSummary> _summaries = [];

    private SoakRun(int items, int seed, ConnectedSandbox sandbox)
    {
        (_items, _seed, _sandbox) = (items, seed, sandbox);
        _source = sandbox.Server.Tenant.AddMailbox(Guid.NewGuid(), MailboxKind.Primary, MailboxLanguage.English);
        _target = sandbox.Server.Tenant.AddMailbox(Guid.NewGuid(), MailboxKind.Primary, MailboxLanguage.English);
        for (int i = 0; i < Folders; i++)
        {
            int count = (items / Folders) + (i < items % Folders ? 1 : 0);
            _source.AddItems(_source.AddFolder($"Folder {i}"), count, size: 500 * (i + 1), seed: (seed * 100) + i);
        }

        // Items of yet another mailbox, which are not there for whoever asks this one.
        SandboxMailbox other = sandbox.Server.Tenant.AddMailbox(Guid.NewGuid(), MailboxKind.Primary, MailboxLanguage.English);
        _ghosts = Math.Max(5, items / 20);
        _ghostsLeft = [.. other.AddItems(other.AddFolder("Elsewhere"), _ghosts, size: 10).Select(static i => i.Id)];
    }

    public static async Task<SoakRun> StartAsync(int items, int seed)
    {
        ConnectedSandbox sandbox = await ConnectedSandbox.StartAsync(
            new ScaledClock(TimeProvider.System, Speed),
            transport: Transport,
            signIn: static server => new ClientSecretSignIn
            {
                TenantId = server.Tenant.Id.ToString(),
                ClientId = server.BuiltInApplication.ClientId.ToString(),
                Secret = SecureText.Of(server.BuiltInApplication.Secrets[0].Value),
            },
            tokenLifetime: TimeSpan.FromDays(1000));
        sandbox.Server.Faults.StallTime = TimeSpan.FromMinutes(6);
        return new SoakRun(items, seed, sandbox);
    }

    /// <summary>Does all of it, and fails where anything does not add up.</summary>
    public async Task<SoakFigures> RunAsync()
    {
        int exportRuns = await RepeatAsync(ExportAsync, SoakFaults.Export);
        IReadOnlyList<ExportedMailboxItem> records = CheckExport();
        int importRuns = await RepeatAsync(ImportAsync, SoakFaults.Import);
        _sandbox.Server.Faults.Mix = null;
        CheckImport(records);
        return new SoakFigures
        {
            Seed = _seed,
            Items = _items,
            Ghosts = _ghosts,
            ExportRuns = exportRuns,
            ImportRuns = importRuns,
            BytesExported = records.Sum(static r => r.Size),
            BytesReceived = Received().Sum(static r => r.Length),
            Calls = _sandbox.Requests.All.Count,
            Throttled = TimeSpan.FromTicks(_summaries.Sum(static s => s.Throttled.Ticks)),
            Faults = SoakFaults.Counts(_sandbox.Server.Faults),
        };
    }

    public async ValueTask DisposeAsync()
    {
        await _sandbox.DisposeAsync();
        Directory.Delete(_path, recursive: true);
    }

    private async Task<int> RepeatAsync(Func<Task<bool>> run, Func<int, int, FaultMix> faults)
    {
        for (int runs = 1; runs <= MostRuns; runs++)
        {
            _sandbox.Server.Faults.Mix = faults(_seed, runs);
            if (await run())
            {
                return runs;
            }
        }

        throw new InvalidOperationException($"{MostRuns} runs did not bring everything. {string.Join("; ", _summaries.TakeLast(5).Select(static s => $"{s} {string.Join(", ", s.Reasons)}"))}; {_ended}");
    }

    private async Task<bool> ExportAsync()
    {
        using ItemFolderWriter folder = ItemFolderWriter.OpenFolder(_path, new ItemFolderFiles(), verify: false, _sandbox.Connection.Time, _sandbox.Log, CancellationToken.None);
        SoakOutput<ExportedMailboxItem> output = new();
        ExportRun run = new(_sandbox.Connection, new FolderTarget(folder, readableNames: false), folder, output, new Progress<TransferProgress>(), _sandbox.Log);
        int before = Lines();
        bool ended = await EndsAsync(() => run.RunAsync(ExportSources(), CancellationToken.None));
        MailboxTransferSummary summary = Account(run.Summaries("export"));
        if (ended)
        {
            summary.Pending.ShouldBe(0);
        }

        // Each of them is gone once: whoever knows that does not ask again.
        summary.Gone.ShouldBe(output.Gone.Count);
        output.Gone.ShouldAllBe(id => _ghostsLeft.Remove(id));
        _gone += summary.Gone;

        // What it says to have done is what lies in the folder since.
        (Lines() - before).ShouldBe((int)summary.Done);
        return ended && summary.Verdict == TransferVerdict.Complete;
    }

    private async IAsyncEnumerable<ExportSource> ExportSources()
    {
        await Task.Yield();
        MailboxIdentity mailbox = new() { MailboxId = _source.Id, Text = _source.Id };
        yield return new ExportSource { Mailbox = mailbox, Listing = new ItemListRequest { Store = _sandbox.Store(_source) } };
        foreach (string ghost in _ghostsLeft.ToArray())
        {
            yield return new ExportSource { Mailbox = mailbox, ItemId = ghost };
        }
    }

    private async Task<bool> ImportAsync()
    {
        using ClaimedHandles handles = new();
        ImportOptions options = new() { Target = new MailboxIdentity { MailboxId = _target.Id, Text = _target.Id }, CreateFolder = true };
        ImportRun run = new(_sandbox.Connection, options, handles, new SoakOutput<ImportedMailboxItem>(), new Progress<TransferProgress>(), _sandbox.Log);
        int before = Received().Count;
        bool ended = await EndsAsync(() => run.RunAsync(ImportSources(), CancellationToken.None));
        if (run.Summaries("import").Count == 0)
        {
            return false;
        }

        MailboxTransferSummary summary = Account(run.Summaries("import"));

        // An answer that was lost leaves an item that has come and is counted as failed: never one that is counted as done and has not.
        long came = Received().Count - before;
        came.ShouldBeGreaterThanOrEqualTo(summary.Done);
        came.ShouldBeLessThanOrEqualTo(summary.Done + summary.FailedCount + summary.Pending);
        return ended && summary.Verdict == TransferVerdict.Complete && summary.Requested == _items;
    }

    private async IAsyncEnumerable<ImportSource> ImportSources()
    {
        await Task.Yield();
        yield return new ImportSource { Path = _path };
    }

    // A run that ends early is run again as well; one that does not end is a fault of ours and comes through.
    private async Task<bool> EndsAsync(Func<Task> run)
    {
        try
        {
            await run();
            return true;
        }
        catch (MailboxImportExportException e)
        {
            _ended = e.Message;
            return false;
        }
    }

    private MailboxTransferSummary Account(IReadOnlyList<MailboxTransferSummary> summaries)
    {
        MailboxTransferSummary summary = summaries.ShouldHaveSingleItem();
        summary.Requested.ShouldBe(summary.Done + summary.Skipped + summary.Gone + summary.FailedCount + summary.Pending);
        summary.Failed.Count.ShouldBe((int)Math.Min(summary.FailedCount, 10_000));
        summary.LearnedLanes.ShouldBeInRange(1, 4);
        _summaries.Add(summary);
        return summary;
    }

    private int Lines() => File.Exists(Manifest) ? File.ReadLines(Manifest).Count() : 0;

    private string Manifest => Path.Combine(_path, "manifest.jsonl");

    private List<ReceivedImport> Received() => [.. _sandbox.Server.Tenant.Received.Where(r => r.Mailbox == _target)];

    private List<ExportedMailboxItem> CheckExport()
    {
        MailboxTransferSummary last = _summaries[^1];
        (last.Done + last.Skipped).ShouldBe(_items);
        _gone.ShouldBe(_ghosts);
        _ghostsLeft.ShouldBeEmpty();
        List<ExportedMailboxItem> records = [.. ItemFolderReader.OpenFolder(_path, _source.Id, _sandbox.Log).Items(allVersions: true).Select(static i => i.Item)];
        records.Select(static r => r.SourceItemId).ShouldBe(_source.Items.Select(static i => i.Id), ignoreOrder: true);
        ILookup<string, string> sent = _sandbox.Server.Tenant.Exported.ToLookup(static e => e.ItemId, static e => e.Sha256, StringComparer.Ordinal);
        records.ShouldAllBe(r => sent[r.SourceItemId].Contains(r.Sha256, StringComparer.OrdinalIgnoreCase));
        return records;
    }

    private void CheckImport(IReadOnlyList<ExportedMailboxItem> records)
    {
        List<ReceivedImport> received = Received();
        received.Select(static r => r.Sha256).Order(StringComparer.OrdinalIgnoreCase)
            .ShouldBe(records.Select(static r => r.Sha256.ToUpperInvariant()).Order(StringComparer.OrdinalIgnoreCase));
        _target.Items.Count.ShouldBe(_items);
        MailboxTransferSummary last = _summaries[^1];
        (last.Done + last.Skipped).ShouldBe(_items);
    }
}
