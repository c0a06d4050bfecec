using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph.Items;
using MailboxImportExport.Model;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Sandbox.Tenant;
using MailboxImportExport.Transfer.Export;
using MailboxImportExport.Transfer.Spool;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Transfer.Export;

/// <summary>What the account says of an export that was stopped, and of folders that lie inside each other.</summary>
public sealed class ExportStopTests : IAsyncLifetime
{
    private const int Items = 60;

    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(30);

    private readonly RecordingOutput<ExportedMailboxItem> _output = new();
    private readonly SpoolTarget _target = new(new SpoolBudget(), System.IO.Path.GetTempPath(), SpoolTarget.DefaultLimit);
    private ConnectedSandbox _sandbox = null!;
    private ArrivingTarget _arriving = null!;
    private ExportRun _run = null!;

    private SandboxMailbox Chika => _sandbox.Mailbox(ConnectedSandbox.Chika);

    public async ValueTask InitializeAsync()
    {
        _sandbox = await ConnectedSandbox.StartAsync();
        Chika.AddItems(Chika.AddFolder("Tree"), Items, size: 100);
        Chika.AddItems(Chika.AddFolder("Tree/Below"), Items, size: 100, seed: 2);
        _arriving = new ArrivingTarget(_target, 3);
        _run = new ExportRun(_sandbox.Connection, _arriving, null, _output, new Progress<TransferProgress>(), _sandbox.Log);
    }

    public async ValueTask DisposeAsync()
    {
        _target.Dispose();
        await _sandbox.DisposeAsync();
    }

    [Theory]
    [InlineData((int)CallKind.ListItems)]
    [InlineData((int)CallKind.ExportItems)]
    public async Task IsPartialWhenItIsStopped(int kind)
    {
        using CancellationTokenSource stop = new();
        GateBlock block = _sandbox.Gates.Block((CallKind)kind);
        Task run = _run.RunAsync(new[] { Source("Tree") }.ToAsyncEnumerable(), stop.Token);
        await block.WaitUntilReachedAsync().WaitAsync(Guard);

        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => run.WaitAsync(Guard));
        block.Release();
        MailboxTransferSummary summary = Summary();
        summary.Verdict.ShouldBe(TransferVerdict.Partial);
        summary.Reasons.ShouldContain("the run ended before everything was reached");
    }

    [Fact]
    public async Task CountsAsDoneWhatWasGivenOutWhenItIsStoppedInTheMiddleOfAnAnswer()
    {
        using CancellationTokenSource stop = new();
        _sandbox.Server.Faults.OnNext(CallKind.ExportItems, FaultKind.StallInBody, times: 4);
        Task run = _run.RunAsync(new[] { Source("Tree") }.ToAsyncEnumerable(), stop.Token);
        await _arriving.Arrived.WaitAsync(Guard);

        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => run.WaitAsync(Guard));
        _sandbox.Server.Faults.EndStalls();
        Summary().Done.ShouldBeGreaterThanOrEqualTo(3);
        Summary().Done.ShouldBe(_output.Items.Count);
    }

    [Fact]
    public async Task GivesEachItemOnceWhenFoldersLieInsideEachOther()
    {
        await _run.RunAsync(new[] { Source("Tree"), Source("Tree/Below"), Source(Chika.Folder("Tree/Below").Id) }.ToAsyncEnumerable(), CancellationToken.None);

        _output.Items.Count.ShouldBe(2 * Items);
        MailboxTransferSummary summary = Summary();
        summary.Requested.ShouldBe(3 * Items);
        summary.Skipped.ShouldBe(Items);
        summary.Verdict.ShouldBe(TransferVerdict.Complete);
        _sandbox.Log.VerboseLines.Count(static l => l.Contains("it was given before")).ShouldBe(Items);
        _sandbox.Log.Warnings.ShouldHaveSingleItem().ShouldContain("given twice");
    }

    [Fact]
    public async Task LooksForAFolderOnceThatIsNotThereAndAccountsForEachItem()
    {
        ExportSource[] items = [.. Chika.Folder("Tree").Items.Take(12).Select(i => new ExportSource { Mailbox = Identity, ItemId = i.Id, Folder = new FolderIdentity { Text = "Nowhere" } })];

        await _run.RunAsync(items.Append(new ExportSource { Mailbox = Identity, ItemId = Chika.Folder("Tree").Items[13].Id }).ToAsyncEnumerable(), CancellationToken.None);

        MailboxTransferSummary summary = Summary();
        summary.Requested.ShouldBe(13);
        summary.FailedCount.ShouldBe(12);
        summary.Failed.Select(static f => f.ItemId).ShouldBe(items.Select(static i => i.ItemId));
        summary.Done.ShouldBe(1);
        _output.Failures.ShouldAllBe(static f => f.Failure.Kind == FailureKind.FolderNotFound);
        _output.Failures.Count.ShouldBe(12);
        _sandbox.Requests.Count(CallKind.ListFolders).ShouldBeLessThanOrEqualTo(2);
    }

    private MailboxIdentity Identity => new() { MailboxId = Chika.Id, Text = Chika.Id };

    private ExportSource Source(string folder) => new()
    {
        Mailbox = Identity,
        Listing = new ItemListRequest { Store = _sandbox.Store(Chika), Folder = new FolderIdentity { Text = folder }, Recurse = true },
    };

    private MailboxTransferSummary Summary() => _run.Summaries("Export-MailboxItem").ShouldHaveSingleItem();
}
