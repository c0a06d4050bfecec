using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using MailboxImportExport.Model;
using MailboxImportExport.Tests.Transfer.Import.Journal;
using MailboxImportExport.Transfer.Import;
using MailboxImportExport.Transfer.Import.Journal;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Transfer.Import;

[Collection(MemoryMeasurement.Name)]
public sealed class FolderContentsTests
{
    private static readonly DateTimeOffset Received = new(2024, 5, 6, 7, 8, 9, TimeSpan.Zero);
    private static readonly DateTimeOffset Intended = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task IsNewWhenTheFolderIsEmpty() => (await ContentsAsync()).Take(Hash("a")).ShouldBe(TargetPresence.New);

    [Fact]
    public async Task AnswersForAsManyItemsAsThereAre()
    {
        FolderContents contents = await ContentsAsync(Item("b"), Item("a"), Item("c"), Item("a"));

        Enumerable.Range(0, 4).Select(_ => contents.Take(Hash("a")))
            .ShouldBe([TargetPresence.Same, TargetPresence.Same, TargetPresence.New, TargetPresence.New]);
        contents.Take(Hash("b")).ShouldBe(TargetPresence.Same);
        contents.Take(Hash("c")).ShouldBe(TargetPresence.Same);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("Plan")]
    [InlineData("z")]
    public async Task IsAConflictWhenOnlyTheKeyIsEqual(string subject)
    {
        FolderContents contents = await ContentsAsync(Item("a"), Item("b"), Item("c"));

        contents.Take(Hash("b", subject)).ShouldBe(TargetPresence.Conflict);
        contents.Take(Hash("b")).ShouldBe(TargetPresence.Same);
    }

    [Fact]
    public void HasNoHashWhenThereIsNoKey() => IdentityHash.Of(ItemIdentity.Of(null, "IPM.Note", "Subject", Received, Received)).ShouldBeNull();

    [Fact]
    public async Task LeavesItemsWithoutAKeyOut()
        => (await ContentsAsync(Item("a") with { SearchKey = null })).Take(Hash("a")).ShouldBe(TargetPresence.New);

    [Fact]
    public async Task TakesLessThanFortyBytesForEachItem()
    {
        const int Count = 200_000;
        IAsyncEnumerable<MailboxItem> listing = Enumerable.Range(0, Count).Select(static i => Item(i.ToString(CultureInfo.InvariantCulture))).ToAsyncEnumerable();
        long before = GC.GetTotalMemory(forceFullCollection: true);

        FolderContents contents = await FolderContents.ReadAsync(listing, Count);

        ((GC.GetTotalMemory(forceFullCollection: true) - before) / Count).ShouldBeLessThan(33);
        contents.TakeById(ItemIdHash.Of("8")).ShouldBeTrue();
        ((GC.GetTotalMemory(forceFullCollection: true) - before) / Count).ShouldBeLessThan(40);
        contents.Take(Hash("7")).ShouldBe(TargetPresence.Same);
    }

    [Fact]
    public async Task TakesAnItemByItsIdOnce()
    {
        FolderContents contents = await ContentsAsync(Item("a"), Item("b"));

        contents.TakeById(ItemIdHash.Of("b")).ShouldBeTrue();
        contents.TakeById(ItemIdHash.Of("b")).ShouldBeFalse();
        contents.TakeById(ItemIdHash.Of("c")).ShouldBeFalse();
        contents.Take(Hash("b")).ShouldBe(TargetPresence.New);
        contents.Take(Hash("a")).ShouldBe(TargetPresence.Same);
    }

    [Fact]
    public async Task FindsWhatArrivedSinceItsIntent()
    {
        FolderContents contents = await ContentsAsync(
            Item("a") with { ItemId = "older", Created = Intended.AddMinutes(-3) },
            Item("a") with { ItemId = "arrived", Created = Intended.AddSeconds(1) });

        contents.TakeArrived(Hash("a"), Intended, Received, out ulong id).ShouldBe(IntentFinding.Found);
        id.ShouldBe(ItemIdHash.Of("arrived"));
        contents.TakeArrived(Hash("a"), Intended, Received, out _).ShouldBe(IntentFinding.Missing);
    }

    [Fact]
    public async Task FindsWhatArrivedWithoutASearchKey()
    {
        MailboxItem arrived = Item("a") with { SearchKey = null, Created = Intended };
        FolderContents contents = await ContentsAsync(arrived);

        contents.TakeArrived(IdentityHash.OfAny(ItemIdentity.Of(arrived with { Subject = "Other" })), Intended, null, out _).ShouldBe(IntentFinding.Missing);
        contents.TakeArrived(IdentityHash.OfAny(ItemIdentity.Of(arrived)), Intended, null, out _).ShouldBe(IntentFinding.Found);
    }

    [Fact]
    public async Task FindsAnItemWithoutAKeyThatWasGivenOne()
    {
        MailboxItem sent = Item("a") with { SearchKey = null };
        FolderContents contents = await ContentsAsync(Item("b") with { Created = Intended }, Item("c") with { Created = Intended, Subject = "Other" });

        contents.TakeArrived(IdentityHash.OfAny(ItemIdentity.Of(sent)), Intended, null, out ulong id).ShouldBe(IntentFinding.Found);
        id.ShouldBe(ItemIdHash.Of("b"));
        contents.TakeArrived(IdentityHash.OfAny(ItemIdentity.Of(sent)), Intended, null, out _).ShouldBe(IntentFinding.Missing);
    }

    [Fact]
    public void HasTheSameHashHoweverItIsMade()
    {
        MailboxItem item = Item("a") with { ItemClass = "IPM.Note.Größe", Subject = "\u0001\u0005AW: Grüße", Sent = Received.AddTicks(7), Received = null };

        IdentityHash.OfAny(item).ShouldBe(IdentityHash.OfAny(ItemIdentity.Of(item)));
        IdentityHash.OfAny(item).ShouldNotBe(IdentityHash.OfAny(item with { Sent = null, Received = item.Sent }));
        IdentityHash.OfAny(item with { SearchKey = null }).HasKey.ShouldBeFalse();
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task LearnsNothingAboutTimesFromWhatWasReplacedOrOnlyFound(bool wasReplaced, bool wasFound)
    {
        FolderContents contents = await ContentsAsync(
            Item("a") with { ItemId = "like", Created = Received },
            Item("b") with { ItemId = "old", Created = Received },
            Item("c") with { ItemId = "new", Created = Intended });
        using TemporaryJournal journal = new();
        journal.Import("source of the new one", "new", Intended);
        journal.Import("source", "old", Intended, wasReplaced ? JournalMode.Replace : JournalMode.Copy, wasFound);
        contents.Learn(journal.Journal);

        // The new one shows that the service sets the time, and the old one is no sign of the contrary.
        contents.SetsCreation.ShouldBeTrue();
        contents.TakeArrived(Hash("a"), Intended, Received, out _).ShouldBe(IntentFinding.Missing);
    }

    [Theory]
    [InlineData(null, IntentFinding.Doubtful)]
    [InlineData(false, IntentFinding.Doubtful)]
    [InlineData(true, IntentFinding.Missing)]
    public async Task DoubtsWhatMayHaveKeptItsCreationTime(bool? serviceSetsTimes, object expected)
    {
        // Another import shows how the service treats the creation time.
        MailboxItem other = Item("b") with { Created = serviceSetsTimes == true ? Intended : Received };
        FolderContents contents = await ContentsAsync(Item("a") with { ItemId = "like", Created = Received }, other);
        if (serviceSetsTimes is not null)
        {
            using TemporaryJournal journal = new();
            journal.Import("source", "b", Intended);
            contents.Learn(journal.Journal);
        }

        contents.TakeArrived(Hash("a"), Intended, Received, out _).ShouldBe((IntentFinding)expected);
    }

    [Fact]
    public async Task DoesNotTakeWhatWasCreatedAtAnotherTimeForTheSource()
        => (await ContentsAsync(Item("a") with { Created = Received.AddDays(1) })).TakeArrived(Hash("a"), Intended, Received, out _).ShouldBe(IntentFinding.Missing);

    [Fact]
    public async Task LeavesOutWhatOtherImportsAccountFor()
    {
        FolderContents contents = await ContentsAsync(
            Item("a") with { ItemId = "source", Created = Intended },
            Item("a") with { ItemId = "made", Created = Intended });
        using TemporaryJournal journal = new();
        journal.Import("source", "made", Intended);
        contents.Learn(journal.Journal);

        contents.TakeArrived(Hash("a"), Intended, null, out _).ShouldBe(IntentFinding.Missing);
        contents.Take(Hash("a")).ShouldBe(TargetPresence.Same);
    }

    [Fact]
    public async Task FindsTheVersionThatIsReplacedOnce()
    {
        using ItemIds versions = new(System.IO.Path.GetTempPath());
        MailboxItem[] items = [Item("a") with { ChangeKey = "1" }, Item("b") with { ItemId = "id of b", ChangeKey = "2" }, Item("c") with { ChangeKey = null }];
        FolderContents contents = await FolderContents.ReadAsync(items.ToAsyncEnumerable(), 0, versions);

        contents.TakeOnly(Hash("b"), out HeldVersion? version).ShouldBe(TargetPresence.Replaceable);
        version.ShouldBe(new HeldVersion("id of b", "2"));
        contents.TakeOnly(Hash("b"), out version).ShouldBe(TargetPresence.New);
        version.ShouldBeNull();
        contents.TakeOnly(Hash("c"), out version).ShouldBe(TargetPresence.Replaceable);
        version.ShouldBe(new HeldVersion("c", null));
        contents.TakeOnly(Hash("a", "Other"), out _).ShouldBe(TargetPresence.Conflict);
    }

    [Fact]
    public async Task ReplacesNoneOfSeveral()
    {
        FolderContents contents = await ContentsAsync(Item("a"), Item("a") with { ItemId = "second" }, Item("b"));

        contents.TakeOnly(Hash("a"), out HeldVersion? version).ShouldBe(TargetPresence.Several);
        version.ShouldBeNull();
    }

    private static IdentityHash Hash(string key, string subject = "Subject") => IdentityHash.Of(ItemIdentity.Of(Item(key) with { Subject = subject })).ShouldNotBeNull();

    private static MailboxItem Item(string key) => new()
    {
        MailboxId = "MBX:1@2",
        FolderId = "F",
        FolderPath = "Inbox",
        ItemId = key,
        ItemClass = "IPM.Note",
        Subject = "Subject",
        Received = Received,
        SearchKey = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(key)),
    };

    [Fact]
    public async Task NamesEachItemThatItAnswersForWhenIdsAreRemembered()
    {
        using ItemIds ids = new(System.IO.Path.GetTempPath());
        MailboxItem[] items = [Item("b"), Item("a") with { ItemId = "first" }, Item("a") with { ItemId = "second" }];
        FolderContents contents = await FolderContents.ReadAsync(items.ToAsyncEnumerable(), items.Length, ids);

        string?[] found = [.. Enumerable.Range(0, 3).Select(_ => contents.Take(Hash("a"), leavesMoved: false, out ulong id) == TargetPresence.Same ? contents.VersionOf(id)?.ItemId : null)];

        found.ShouldBe(["first", "second", null], ignoreOrder: true);
    }

    private static Task<FolderContents> ContentsAsync(params MailboxItem[] items) => FolderContents.ReadAsync(items.ToAsyncEnumerable(), items.Length);
}
