using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph.Items;
using MailboxImportExport.Model;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Sandbox.Tenant;
using MailboxImportExport.Transfer.Import;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Transfer.Import;

public sealed class FolderArrivalsTests : IAsyncLifetime
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(30);

    private ConnectedSandbox _sandbox = null!;
    private SandboxFolder _target = null!;
    private FolderArrivals _arrivals = null!;
    private SandboxItem _source = null!;

    private SandboxMailbox Chika => _sandbox.Mailbox(ConnectedSandbox.Chika);

    private MailboxContentFolder Folder => new() { MailboxId = Chika.Id, FolderId = _target.Id, Path = "Target", DisplayName = "Target", FolderClass = "IPF.Note" };

    private IdentityHash Identity => IdentityHash.OfAny(ItemIdentity.Of(
        _source.Content.Properties.Content(MailboxImportExport.Sandbox.Mapi.Tags.SearchKey)!.ToArray(),
        _source.MessageClass,
        _source.Subject,
        _source.Content.Properties.Time(MailboxImportExport.Sandbox.Mapi.Tags.ClientSubmitTime),
        _source.Received));

    public async ValueTask InitializeAsync()
    {
        _sandbox = await ConnectedSandbox.StartAsync();
        _source = Chika.AddItems(Chika.AddFolder("Source"), 1, size: 100)[0];
        _target = Chika.AddFolder("Target");
        _arrivals = new FolderArrivals(_sandbox.Connection, Folder, _sandbox.Log);
    }

    public ValueTask DisposeAsync()
    {
        _arrivals.Dispose();
        return _sandbox.DisposeAsync();
    }

    [Fact]
    public async Task FindsAnItemOnce()
    {
        SandboxItem arrived = Chika.AddItem(_target, new NewItem(_source.Content));

        (await FindAsync()).Item.ShouldNotBeNull().ItemId.ShouldBe(arrived.Id);
        (await FindAsync()).Finding.ShouldBe(IntentFinding.Missing);
    }

    [Fact]
    public async Task LeavesATwinToTheOneWhoseAnswerIsOnItsWay()
    {
        SandboxItem twin = Chika.AddItem(_target, new NewItem(_source.Content));
        TaskCompletionSource answer = new();
        _arrivals.Begin(answer.Task);

        Task<ArrivalFinding> finding = FindAsync();
        await Should.ThrowAsync<TimeoutException>(() => finding.WaitAsync(TimeSpan.FromMilliseconds(1)));
        _arrivals.Add(twin.Id);
        answer.SetResult();

        (await finding.WaitAsync(Guard)).Finding.ShouldBe(IntentFinding.Missing);
    }

    [Fact]
    public async Task LeavesATwinToTheRunBesideThatHasMadeIt()
    {
        SandboxItem twin = Chika.AddItem(_target, new NewItem(_source.Content));
        using FolderArrivals beside = new(_sandbox.Connection, Folder, _sandbox.Log);
        beside.Add(twin.Id);

        (await FindAsync()).Finding.ShouldBe(IntentFinding.Missing);
    }

    [Fact]
    public async Task FindsWhatCameBeforeItWasLooked()
    {
        SandboxItem arrived = Chika.AddItem(_target, new NewItem(_source.Content));
        long place = _arrivals.Begin(Task.CompletedTask);
        await _arrivals.LookAsync(async () => await MailboxImportExport.Transfer.Import.FolderContents.ReadAsync(Listing(arrived), 1), CancellationToken.None);

        (await _arrivals.FindAsync(Identity, DateTimeOffset.UtcNow, null, null, isLast: false, CancellationToken.None)).Finding.ShouldBe(IntentFinding.Missing);
        (await _arrivals.FindAsync(Identity, DateTimeOffset.UtcNow, null, place, isLast: false, CancellationToken.None)).Item.ShouldNotBeNull().ItemId.ShouldBe(arrived.Id);
    }

    [Fact]
    public async Task TakesNothingForAnEarlierImportThatThisProcessHasMade()
    {
        SandboxItem made = Chika.AddItem(_target, new NewItem(_source.Content));
        _arrivals.Add(made.Id);
        MailboxImportExport.Transfer.Import.FolderContents contents = await _arrivals.LookAsync(async () => await MailboxImportExport.Transfer.Import.FolderContents.ReadAsync(Listing(made), 1), CancellationToken.None);

        contents.TakeArrived(Identity, DateTimeOffset.UtcNow, null, out _).ShouldBe(IntentFinding.Missing);
        contents.Take(Identity).ShouldBe(TargetPresence.Same);
    }

    [Fact]
    public async Task LooksAtTheNewestOnlyWhenTheServiceIsKnownToSetTheTime()
    {
        foreach (SandboxItem other in Chika.AddItems(Chika.AddFolder("Others"), 600, size: 10, seed: 4))
        {
            Chika.AddItem(_target, new NewItem(other.Content) { Created = DateTimeOffset.UnixEpoch });
        }

        _arrivals.Add(Chika.AddItem(_target, new NewItem(Chika.Folder("Others").Items[0].Content) { Created = DateTimeOffset.UtcNow.AddMinutes(1) }).Id);
        int before = _sandbox.Requests.Count(CallKind.ListItems);

        (await FindAsync(isLast: true)).Finding.ShouldBe(IntentFinding.Missing);

        (_sandbox.Requests.Count(CallKind.ListItems) - before).ShouldBe(1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task LooksAtAllOfTheFolderWhereTheNewestAreNotGiven(bool refuses)
    {
        _sandbox.Switches.RefuseOrderBy = refuses;
        SandboxItem arrived = Chika.AddItem(_target, new NewItem(_source.Content) { Created = DateTimeOffset.UnixEpoch });
        _arrivals.Contents = await MailboxImportExport.Transfer.Import.FolderContents.ReadAsync(AsyncEnumerable.Empty<MailboxItem>(), 0);

        (await FindAsync(isLast: false)).Finding.ShouldBe(IntentFinding.Missing);
        (await FindAsync(isLast: true)).Item.ShouldNotBeNull().ItemId.ShouldBe(arrived.Id);
    }

    private async IAsyncEnumerable<MailboxItem> Listing(SandboxItem item)
    {
        ItemListing listing = new(new ItemRequests(_sandbox.Connection, _sandbox.Log), Folder, _sandbox.Connection, _sandbox.Log);
        await foreach (ListedItem listed in listing.RunAsync(CancellationToken.None))
        {
            if (listed.Model.ItemId == item.Id)
            {
                yield return listed.Model;
            }
        }
    }

    private Task<ArrivalFinding> FindAsync(bool isLast = false) => _arrivals.FindAsync(Identity, DateTimeOffset.UtcNow, null, place: null, isLast, CancellationToken.None);
}
