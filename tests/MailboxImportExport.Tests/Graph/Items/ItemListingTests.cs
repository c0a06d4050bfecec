using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using MailboxImportExport.Model;
using MailboxImportExport.Sandbox.Graph;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Sandbox.Tenant;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Graph.Items;

public sealed class ItemListingTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Second = new(2026, 4, 1, 8, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.Zero));
    private ConnectedSandbox _sandbox = null!;
    private ListedFolder _folder = null!;

    public async ValueTask InitializeAsync()
    {
        _sandbox = await ConnectedSandbox.StartAsync(_time);
        _folder = new ListedFolder(_sandbox);
    }

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(249)]
    [InlineData(250)]
    [InlineData(251)]
    [InlineData(600)]
    public async Task GivesEveryItemOnceAndOldestFirst(int count)
    {
        _folder.Mailbox.AddItems(_folder.Folder, count);

        (await _folder.ListAsync()).ShouldBe(_folder.Ids);
        _sandbox.Log.Warnings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(TimePrecision.Seconds, false)]
    [InlineData(TimePrecision.Seconds, true)]
    [InlineData(TimePrecision.Milliseconds, false)]
    [InlineData(TimePrecision.Milliseconds, true)]
    [InlineData(TimePrecision.Ticks, false)]
    [InlineData(TimePrecision.Ticks, true)]
    public async Task GivesEveryItemOnceWhenManyWereCreatedInOneSecond(object precision, bool comparesShown)
    {
        _sandbox.Switches.CreatedDateTimePrecision = (TimePrecision)precision;
        _sandbox.Switches.FilterComparesShownTimes = comparesShown;
        _folder.AddAt(Second.AddMinutes(-1), 3);
        _folder.AddAt(Second, 300);
        _folder.AddAt(Second.AddTicks(1234), 300, TimeSpan.FromTicks(777));
        _folder.AddAt(Second.AddMinutes(1), 20);

        (await _folder.ListAsync()).Order().ShouldBe(_folder.Ids.Order());
        _sandbox.Log.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public async Task GivesEveryItemOnceWhenTheServiceGivesSmallerPages()
    {
        _sandbox.Switches.MaximumPageSize = 40;
        _sandbox.Switches.ClampTopToMaximum = true;
        _folder.AddAt(Second, 130);
        _folder.Mailbox.AddItems(_folder.Folder, 100);

        (await _folder.ListAsync()).Order().ShouldBe(_folder.Ids.Order());
    }

    [Fact]
    public async Task LosesNothingWhenItemsAreDeletedBetweenPages()
    {
        _folder.Mailbox.AddItems(_folder.Folder, 900);
        List<string> gone = [.. _folder.Ids.Where(static (_, i) => i % 3 == 0)];
        List<string> stay = [.. _folder.Ids.Except(gone)];
        RemoveSomeWithEachCall(gone, each: 60);

        List<string> listed = await _folder.ListAsync();

        stay.Except(listed).ShouldBeEmpty();
        listed.Distinct().Count().ShouldBe(listed.Count);
    }

    [Theory]
    [InlineData(TimePrecision.Seconds)]
    [InlineData(TimePrecision.Ticks)]
    public async Task LosesNothingWhenItemsOfOneInstantAreDeletedBetweenPages(object precision)
    {
        _sandbox.Switches.CreatedDateTimePrecision = (TimePrecision)precision;
        _folder.AddAt(Second, 900);
        _folder.AddAt(Second.AddMinutes(1), 300);
        List<string> gone = [.. _folder.Ids.Take(500).Where(static (_, i) => i % 2 == 0)];
        List<string> stay = [.. _folder.Ids.Except(gone)];
        RemoveSomeWithEachCall(gone, each: 50);

        List<string> listed = await _folder.ListAsync();

        stay.Except(listed).ShouldBeEmpty();
        listed.Distinct().Count().ShouldBe(listed.Count);
    }

    [Fact]
    public async Task LosesAndRepeatsNothingWhenItemsArriveBetweenPages()
    {
        _folder.Mailbox.AddItems(_folder.Folder, 700);
        List<string> before = [.. _folder.Ids];
        for (int i = 0; i < 20; i++)
        {
            OnNextCall(() => _folder.AddAt(_time.GetUtcNow(), 30));
        }

        List<string> listed = await _folder.ListAsync();

        before.Except(listed).ShouldBeEmpty();
        listed.Distinct().Count().ShouldBe(listed.Count);
    }

    [Theory]
    [InlineData(TimePrecision.Seconds, false)]
    [InlineData(TimePrecision.Seconds, true)]
    [InlineData(TimePrecision.Ticks, false)]
    public async Task LosesAndRepeatsNothingThatWasThereThroughoutWhenOthersComeAndGo(object precision, bool comparesShown)
    {
        const int Changes = 200;
        const int ChangesWithEachCall = 25;
        _sandbox.Switches.CreatedDateTimePrecision = (TimePrecision)precision;
        _sandbox.Switches.FilterComparesShownTimes = comparesShown;
        _folder.Mailbox.AddItems(_folder.Folder, 2000);
        _folder.AddAt(Second, 300);

        // Every part of the folder loses some: pages that are still to come, and those that have been given out.
        List<string> gone = [.. _folder.Ids.Where(static (_, i) => i % (2300 / Changes) == 0).Take(Changes)];
        List<string> stay = [.. _folder.Ids.Except(gone)];
        foreach (string[] some in gone.Select(static (id, i) => (Id: id, Turn: i % (Changes / ChangesWithEachCall))).GroupBy(static g => g.Turn, static (_, g) => g.Select(static x => x.Id).ToArray()))
        {
            OnNextCall(() =>
            {
                _folder.Remove(some);
                _folder.AddAt(_time.GetUtcNow(), some.Length);
            });
        }

        List<string> listed = await _folder.ListAsync();

        _folder.Ids.Count.ShouldBe(2300);
        _folder.Ids.Intersect(gone).ShouldBeEmpty();
        stay.Except(listed).ShouldBeEmpty();
        listed.Distinct().Count().ShouldBe(listed.Count);
    }

    [Fact]
    public async Task LeavesOutWhatArrivesAfterTheFirstItemWasGiven()
    {
        _folder.Mailbox.AddItems(_folder.Folder, 600);
        List<string> before = [.. _folder.Ids];
        List<string> listed = [];
        await foreach (MailboxItem item in _folder.RunAsync())
        {
            listed.Add(item.ItemId);
            _time.Advance(TimeSpan.FromSeconds(1));
            _folder.AddAt(_time.GetUtcNow(), 1);
        }

        listed.ShouldBe(before);
        _folder.Ids.Count.ShouldBe(1200);
    }

    [Fact]
    public async Task LeavesOutWhatArrivesWhenTheNewestItemsAreOfThisVerySecond()
    {
        _folder.Mailbox.AddItems(_folder.Folder, 400);
        _folder.AddAt(_time.GetUtcNow().AddSeconds(-1), 10);
        _folder.AddAt(_time.GetUtcNow(), 10);
        List<string> before = [.. _folder.Ids];
        List<string> listed = [];
        await foreach (MailboxItem item in _folder.RunAsync())
        {
            listed.Add(item.ItemId);
            _folder.AddAt(_time.GetUtcNow(), 1);
        }

        listed.Order().ShouldBe(before.Order());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task EndsWithTwiceTheItemsWhenEachIsCopiedIntoTheSameFolder(bool keepsCreation)
    {
        _folder.Mailbox.AddItems(_folder.Folder, 500);
        _folder.AddAt(Second, 400);
        int before = _folder.Ids.Count;
        await foreach (MailboxItem item in _folder.RunAsync())
        {
            DateTimeOffset created = keepsCreation ? _folder.Mailbox.Item(item.ItemId).Created : _time.GetUtcNow();
            _folder.Mailbox.AddItem(_folder.Folder, new NewItem(_folder.Mailbox.Item(item.ItemId).Content) { Created = created });
        }

        _folder.Ids.Count.ShouldBe(2 * before);
    }

    [Fact]
    public async Task GivesTheFirstItemAfterTheFirstPages()
    {
        _folder.Mailbox.AddItems(_folder.Folder, 3000);
        await using IAsyncEnumerator<MailboxItem> items = _folder.RunAsync().GetAsyncEnumerator();

        await items.MoveNextAsync();

        _sandbox.Requests.Count(CallKind.ListItems).ShouldBe(2);
    }

    [Fact]
    public async Task AsksForNothingMoreWhenTheReaderHasEnough()
    {
        _folder.Mailbox.AddItems(_folder.Folder, 3000);

        (await _folder.RunAsync().Take(5).CountAsync()).ShouldBe(5);

        _sandbox.Requests.Count(CallKind.ListItems).ShouldBe(2);
    }

    [Fact]
    public async Task AsksOnceWhenTheFolderFitsIntoOneAnswer()
    {
        _folder.Mailbox.AddItems(_folder.Folder, 200);

        await _folder.ListAsync();

        _sandbox.Requests.Count(CallKind.ListItems).ShouldBe(1);
    }

    private void OnNextCall(Action action) => _sandbox.Gates.OnNext(
        CallKind.ListItems,
        _ =>
        {
            action();
            return Task.CompletedTask;
        });

    private void RemoveSomeWithEachCall(List<string> ids, int each)
    {
        // The first call sees the folder as it was.
        OnNextCall(static () => { });
        foreach (string[] some in ids.Chunk(each))
        {
            OnNextCall(() => _folder.Remove(some));
        }
    }
}
