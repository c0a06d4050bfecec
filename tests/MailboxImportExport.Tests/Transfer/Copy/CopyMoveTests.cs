using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Model;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Mapi;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Sandbox.Tenant;
using MailboxImportExport.Transfer.Copy;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Transfer.Copy;

/// <summary>Moves that meet something between the proof of a copy and the removal of the item.</summary>
public sealed class CopyMoveTests : IAsyncLifetime
{
    private const int Items = 40;

    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);

    private ConnectedSandbox _sandbox = null!;
    private TestCopy _copy = null!;

    private SandboxMailbox Chika => _sandbox.Mailbox(ConnectedSandbox.Chika);

    private SandboxMailbox Bruno => _sandbox.Mailbox(ConnectedSandbox.Bruno);

    public async ValueTask InitializeAsync()
    {
        _sandbox = await ConnectedSandbox.StartAsync();
        _copy = new TestCopy(_sandbox, TimeProvider.System) { Move = true };
        Chika.AddItems(Chika.AddFolder("One"), 1, size: 100);
        Chika.AddItems(Chika.AddFolder("Many"), Items, size: 100);
    }

    public async ValueTask DisposeAsync()
    {
        _copy.Dispose();
        await _sandbox.DisposeAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task KeepsAnItemWhoseCopyWentAwayAfterItWasProven(bool keepsIds)
    {
        _sandbox.Switches.SoftDeletedItemsKeepTheirIds = keepsIds;
        BetweenProofAndRemoval(() => Bruno.MoveItem(Bruno.Folder("One").Items[0], Bruno.WellKnown("recoverableitemsdeletions")!, keepsIds).ShouldNotBeNull());

        MailboxTransferSummary summary = await _copy.RunAsync(Chika, "One", Bruno);

        _copy.Output.Failures.ShouldHaveSingleItem().Failure.Kind.ShouldBe(FailureKind.ItemNotMoved);
        summary.Kept.ShouldBe(1);
        summary.Verdict.ShouldBe(TransferVerdict.Partial);
        Chika.Folder("One").Items.ShouldHaveSingleItem();
        _sandbox.Requests.Count(CallKind.DeleteItem).ShouldBe(0);
    }

    [Fact]
    public async Task KeepsAnItemWhoseCopyWasChangedAfterItWasProven()
    {
        BetweenProofAndRemoval(() =>
        {
            SandboxItem copy = Bruno.Folder("One").Items[0];
            Bruno.TryUpdateItem(copy, copy.Content with { Properties = copy.Content.Properties.With(Tags.Subject.With("Changed")) }).ShouldNotBeNull();
        });

        MailboxTransferSummary summary = await _copy.RunAsync(Chika, "One", Bruno);

        _copy.Output.Failures.ShouldHaveSingleItem().Failure.Message.ShouldContain("was changed after it had been compared");
        summary.Kept.ShouldBe(1);
        Chika.Folder("One").Items.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task RemovesForTheSakeOfACopyThatWasThereBefore()
    {
        _copy.Move = false;
        await _copy.RunAsync(Chika, "One", Bruno);
        _copy.Move = true;

        MailboxTransferSummary summary = await _copy.RunAsync(Chika, "One", Bruno);

        summary.Removed.ShouldBe(1);
        summary.Verdict.ShouldBe(TransferVerdict.Complete);
        Chika.Folder("One").Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task LosesNothingWhenTwoMovesGoInOppositeDirections()
    {
        using TestCopy back = new(_sandbox, TimeProvider.System) { Move = true };
        _copy.Move = false;
        await _copy.RunAsync(Chika, "Many", Bruno);
        string[] keys = SearchKeys(Chika);
        keys.Distinct().Count().ShouldBe(Items);
        _copy.Move = true;
        _copy.Journal = "there.jsonl";

        // As a third one that moves between the two: both have proven everything before either removes anything.
        IDisposable turn = await MoveGuard.Process.EnterAsync(NameOf(Chika), NameOf(Bruno), CancellationToken.None).WaitAsync(Guard);
        Task<MailboxTransferSummary> there = _copy.RunAsync(Chika, "Many", Bruno);
        Task<MailboxTransferSummary> backAgain = back.RunAsync(Bruno, "Many", Chika);
        await ReadBackAsync(5 * Items);
        turn.Dispose();
        MailboxTransferSummary[] summaries = await Task.WhenAll(there, backAgain).WaitAsync(Guard);

        SearchKeys(Chika).Concat(SearchKeys(Bruno)).Order().ShouldBe(keys);
        summaries.Sum(static s => s.Removed).ShouldBe(Items);
        summaries.Sum(static s => s.Kept).ShouldBe(Items);
    }

    [Theory]
    [InlineData((int)CallKind.GetItem)]
    [InlineData((int)CallKind.DeleteItem)]
    public async Task CountsWhatWasRemovedWhenTheTokenExpiresMeanwhile(int kind)
    {
        for (int i = 0; i < 10; i++)
        {
            _sandbox.Gates.OnNext((CallKind)kind, static _ => Task.CompletedTask);
        }

        for (int i = 0; i < 50; i++)
        {
            _sandbox.Gates.OnNext((CallKind)kind, static _ => throw new GraphError(401, "InvalidAuthenticationToken", "Lifetime validation failed, the token is expired."));
        }

        MailboxTransferSummary summary = await _copy.RunAsync(Chika, "Many", Bruno);

        MailboxImportExportException failure = _copy.Failure.ShouldBeAssignableTo<MailboxImportExportException>()!;
        FailureScope.EndsRun(failure.Kind).ShouldBeTrue(failure.Kind.ToString());
        summary.Verdict.ShouldBe(TransferVerdict.Partial);
        summary.Done.ShouldBe(Items);

        // One whose answer was not waited for any more may have been removed as well.
        summary.Removed.ShouldBeInRange(1, Items - Chika.Folder("Many").Items.Count);
        summary.Kept.ShouldBe(Items - summary.Removed);
        summary.Reasons.ShouldContain(failure.Message);
    }

    [Fact]
    public async Task IsPartialWhenItIsStoppedWhileItRemoves()
    {
        using CancellationTokenSource stop = new();
        GateBlock block = _sandbox.Gates.Block(CallKind.DeleteItem);
        Task<MailboxTransferSummary> run = _copy.RunAsync(Chika, "Many", Bruno, stop.Token);
        await block.WaitUntilReachedAsync().WaitAsync(Guard);

        await stop.CancelAsync();

        MailboxTransferSummary summary = await run.WaitAsync(Guard);
        block.Release();
        _copy.Failure.ShouldBeAssignableTo<OperationCanceledException>();
        summary.Verdict.ShouldBe(TransferVerdict.Partial);
        summary.Kept.ShouldBe(Items);
        summary.Reasons.ShouldContain("the run ended before everything was reached");
    }

    [Fact]
    public async Task NamesWhatEndedTheOtherHalfAsTheReason()
    {
        _copy.Move = false;
        GateBlock listing = _sandbox.Gates.Block(CallKind.ExportItems);
        for (int i = 0; i < 50; i++)
        {
            _sandbox.Gates.OnNext(CallKind.CreateImportSession, static _ => throw new GraphError(401, "InvalidAuthenticationToken", "Lifetime validation failed, the token is expired."));
        }

        Task<MailboxTransferSummary> run = _copy.RunAsync(Chika, "Many", Bruno);
        await listing.WaitUntilReachedAsync().WaitAsync(Guard);
        listing.Release();

        MailboxTransferSummary summary = await run.WaitAsync(Guard);

        summary.Verdict.ShouldBe(TransferVerdict.Partial);
        summary.Reasons.ShouldContain(_copy.Failure.ShouldBeAssignableTo<MailboxImportExportException>()!.Message);
    }

    private static string[] SearchKeys(SandboxMailbox mailbox)
        => [.. mailbox.Folder("Many").Items.Select(static i => i.Content.Properties.Content(Tags.SearchKey)!.Sha256()).Order()];

    // Item and copy are looked at side by side: neither is answered before that has happened.
    private void BetweenProofAndRemoval(Action action)
    {
        TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _sandbox.Gates.OnNext(CallKind.GetItem, _ =>
        {
            action();
            done.SetResult();
            return Task.CompletedTask;
        });
        _sandbox.Gates.OnNext(CallKind.GetItem, _ => done.Task.WaitAsync(Guard));
    }

    private string NameOf(SandboxMailbox mailbox) => MoveGuard.NameOf(_sandbox.Connection.GraphEndpoint, mailbox.Id);

    private async Task ReadBackAsync(int items)
    {
        using CancellationTokenSource guard = new(Guard);
        while (_sandbox.Requests.ExportCalls.Sum(static c => c.ItemIds.Count) < items)
        {
            await Task.Yield();
            guard.Token.ThrowIfCancellationRequested();
        }
    }
}
