using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph;
using MailboxImportExport.Model;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Mapi;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Sandbox.Tenant;
using MailboxImportExport.Transfer.Import;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Transfer.Import;

/// <summary>Imports whose outcome the service does not tell: each item is found, or sent once more, and none twice.</summary>
public sealed class LostAnswerTests : IAsyncLifetime
{
    private static readonly TimeSpan SettleTime = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);

    private readonly SkippingTime _time = new();
    private ExportedFolder _folder = null!;

    public async ValueTask InitializeAsync() => _folder = await ExportedFolder.CreateAsync(_time, LongTransport.Options);

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    private Faults Faults => _folder.Sandbox.Server.Faults;

    private int Sent => _folder.Sandbox.Requests.Count(CallKind.ImportItem);

    [Theory]
    [InlineData((int)ConflictRule.Skip, (int)FaultKind.AnswerLost)]
    [InlineData((int)ConflictRule.Skip, (int)FaultKind.TruncatedBody)]
    [InlineData((int)ConflictRule.Copy, (int)FaultKind.AnswerLost)]
    [InlineData((int)ConflictRule.Copy, (int)FaultKind.MalformedBody)]
    public async Task FindsWhatArrivedAndSendsNothingAgain(int rule, int fault)
    {
        _folder.Options = _folder.Options with { MakeCopies = (ConflictRule)rule == ConflictRule.Copy };
        Faults.OnNext(CallKind.ImportItem, (FaultKind)fault, times: 5);

        (await _folder.ImportAsync()).Verdict.ShouldBe(TransferVerdict.Complete);

        Sent.ShouldBe(ExportedFolder.Items);
        _folder.Arrived.ShouldBe(ExportedFolder.Items);
        Faults.Count((FaultKind)fault).ShouldBe(5);
    }

    [Theory]
    [InlineData((int)ConflictRule.Skip, (int)FaultKind.CutBeforeAnswer, false)]
    [InlineData((int)ConflictRule.Skip, (int)FaultKind.GatewayTimeout, true)]
    [InlineData((int)ConflictRule.Copy, (int)FaultKind.CutBeforeAnswer, true)]
    [InlineData((int)ConflictRule.Copy, (int)FaultKind.GatewayTimeout, false)]
    public async Task SendsAgainWhatDidNotArriveWhenItCannotComeAnyMore(int rule, int fault, bool keepsCreation)
    {
        _folder.Sandbox.Switches.KeepCreationTimeOnImport = keepsCreation;
        _folder.Options = _folder.Options with { MakeCopies = (ConflictRule)rule == ConflictRule.Copy };
        Faults.OnNext(CallKind.ImportItem, (FaultKind)fault, times: 5);

        MailboxTransferSummary summary = await _folder.ImportAsync();

        summary.Verdict.ShouldBe(TransferVerdict.Complete);
        summary.Done.ShouldBe(ExportedFolder.Items);
        Sent.ShouldBe(ExportedFolder.Items + 5);
        _folder.Arrived.ShouldBe(ExportedFolder.Items);
        _time.Waits.ShouldContain(w => w > SettleTime / 2 && w <= SettleTime + ServiceClock.Resolution);
    }

    [Theory]
    [InlineData((int)ConflictRule.Skip, false)]
    [InlineData((int)ConflictRule.Skip, true)]
    [InlineData((int)ConflictRule.Copy, false)]
    public async Task DoesNotSendAgainWhatShowsLate(int rule, bool keepsCreation)
    {
        _folder.Sandbox.Switches.KeepCreationTimeOnImport = keepsCreation;
        _folder.Sandbox.Switches.ImportsShowAfter = SettleTime / 2;
        _folder.Options = _folder.Options with { MakeCopies = (ConflictRule)rule == ConflictRule.Copy };
        Faults.OnNext(CallKind.ImportItem, FaultKind.AnswerLost, times: 5);

        MailboxTransferSummary summary = await _folder.ImportAsync();

        summary.Verdict.ShouldBe(TransferVerdict.Complete);
        Sent.ShouldBe(ExportedFolder.Items);
        Show();
        _folder.Arrived.ShouldBe(ExportedFolder.Items);
    }

    [Fact]
    public async Task LosesNoItemToAnOutage()
    {
        // Far more failures than there are items: each would have been given up at its first.
        Faults.OnNext(CallKind.ImportItem, FaultKind.GatewayTimeout, times: 3 * ExportedFolder.Items);

        MailboxTransferSummary summary = await _folder.ImportAsync();

        summary.FailedCount.ShouldBe(0);
        summary.Done.ShouldBe(ExportedFolder.Items);
        _folder.Arrived.ShouldBe(ExportedFolder.Items);

        // Nothing is sent again before it could have come to show; of which waits that is made up depends on who waits for what else.
        _time.Waits.Aggregate(TimeSpan.Zero, static (sum, wait) => sum + wait).ShouldBeGreaterThanOrEqualTo(SettleTime);
    }

    [Fact]
    public async Task GivesAnItemUpWhenItHasBeenSentOftenEnough()
    {
        int calls = LongTransport.Options.Attempts * ExportedFolder.Items;
        Faults.OnNext(CallKind.ImportItem, FaultKind.GatewayTimeout, calls);

        MailboxTransferSummary summary = await _folder.ImportAsync();

        summary.FailedCount.ShouldBe(ExportedFolder.Items);
        summary.Failed[0].Message.ShouldContain("may have been imported");
        Sent.ShouldBe(calls);

        // Whether they have come is still open: the next run looks, and sends what has not.
        (await _folder.ImportAsync()).Done.ShouldBe(ExportedFolder.Items);
        _folder.Arrived.ShouldBe(ExportedFolder.Items);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task FindsItemsWithoutASearchKey(bool givesKeys)
    {
        await using ExportedFolder folder = await ExportedFolder.CreateAsync(_time, LongTransport.Options, AddWithoutKeys);
        folder.Sandbox.Switches.GiveSearchKeysOnImport = givesKeys;
        folder.Sandbox.Server.Faults.OnNext(CallKind.ImportItem, FaultKind.AnswerLost, times: 3);

        (await folder.ImportAsync()).Done.ShouldBe(10);

        folder.Sandbox.Requests.Count(CallKind.ImportItem).ShouldBe(10);
        folder.Target.Items.Count.ShouldBe(10);
    }

    [Fact]
    public async Task CannotTellACopyFromAnOlderOneWhereTheServiceKeepsCreationTimes()
    {
        (await _folder.ImportAsync()).Done.ShouldBe(ExportedFolder.Items);
        _folder.Sandbox.Switches.KeepCreationTimeOnImport = true;
        foreach (SandboxItem item in _folder.Target.Items.ToList())
        {
            _folder.Mailbox.RemoveItem(item);
            _folder.Mailbox.AddItem(_folder.Target, new NewItem(item.Content) { Created = item.Content.Properties.Time(Tags.CreationTime) ?? DateTimeOffset.UnixEpoch });
        }

        File.Delete(_folder.Journal);
        _folder.Options = _folder.Options with { MakeCopies = true };
        Faults.OnNext(CallKind.ImportItem, FaultKind.AnswerLost);

        MailboxTransferSummary summary = await _folder.ImportAsync();

        summary.FailedCount.ShouldBe(1);
        summary.Failed[0].Message.ShouldContain("may have been imported");
        _folder.Arrived.ShouldBe(2 * ExportedFolder.Items);
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(false, 1)]
    [InlineData(true, 0)]
    [InlineData(true, 1)]
    public async Task WaitsForWhatAStoppedRunHasSent(bool makesCopies, int minutes)
    {
        _folder.Options = _folder.Options with { MakeCopies = makesCopies };
        _folder.Sandbox.Switches.ImportsShowAfter = TimeSpan.FromMinutes(minutes);
        await StopWhileItemsAreOnTheirWayAsync();

        MailboxTransferSummary second = await _folder.ImportAsync();

        second.Verdict.ShouldBe(TransferVerdict.Complete);
        (second.Done + second.Skipped).ShouldBe(ExportedFolder.Items);
        second.Skipped.ShouldBeGreaterThan(0);
        Show();
        _folder.Arrived.ShouldBe(ExportedFolder.Items);
    }

    [Fact]
    public async Task WaitsForWhatTheLastRunHasJustMade()
    {
        _folder.Sandbox.Switches.ImportsShowAfter = SettleTime / 2;
        (await _folder.ImportAsync()).Done.ShouldBe(ExportedFolder.Items);

        MailboxTransferSummary second = await _folder.ImportAsync();

        (second.Verdict, second.Skipped).ShouldBe((TransferVerdict.Complete, ExportedFolder.Items));
        Sent.ShouldBe(ExportedFolder.Items);
    }

    [Fact]
    public async Task ImportsAgainWhatWasRemovedAMomentAgo()
    {
        await _folder.ImportAsync();
        _folder.Target.Items.ToList().ForEach(i => _folder.Mailbox.RemoveItem(i));
        int listings = _folder.Sandbox.Requests.Count(CallKind.ListItems);

        (await _folder.ImportAsync()).Done.ShouldBe(ExportedFolder.Items);

        _folder.Arrived.ShouldBe(ExportedFolder.Items);
        (_folder.Sandbox.Requests.Count(CallKind.ListItems) - listings).ShouldBe(2);
    }

    private static void AddWithoutKeys(SandboxMailbox mailbox, SandboxFolder folder)
    {
        foreach (SandboxItem item in mailbox.AddItems(folder, 10, size: 100))
        {
            mailbox.TryUpdateItem(item, item.Content with { Properties = item.Content.Properties.Without(static p => p.Key.Equals(Tags.SearchKey.Key)) });
        }
    }

    // As a kill does it: the service has the items, and nobody hears of it.
    private async Task StopWhileItemsAreOnTheirWayAsync()
    {
        using CancellationTokenSource stop = new();
        GateBlock block = _folder.Sandbox.Gates.Block(CallKind.ImportItem, GatePoint.Answer);
        Task run = _folder.ImportAsync(cancellationToken: stop.Token);
        await block.WaitUntilReachedAsync().WaitAsync(Guard);
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => run.WaitAsync(Guard));
        block.Release();
        await _folder.Sandbox.Requests.WhenIdleAsync().WaitAsync(Guard);
    }

    private void Show()
    {
        _time.Advance(TimeSpan.FromHours(2));
        _folder.Mailbox.ShowWhatIsDue();
    }
}
