using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using MailboxImportExport.Model;
using MailboxImportExport.Transfer.Import;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Transfer.Import;

public sealed class FolderContentsTests
{
    private static readonly DateTimeOffset Received = new(2024, 5, 6, 7, 8, 9, TimeSpan.Zero);

    [Fact]
    public async Task IsNewWhenTheFolderIsEmpty() => (await ContentsAsync()).Take(Hash("a")).Presence.ShouldBe(TargetPresence.New);

    [Fact]
    public async Task AnswersForAsManyItemsAsThereAre()
    {
        FolderContents contents = await ContentsAsync(Item("b"), Item("a"), Item("c"), Item("a"));

        Enumerable.Range(0, 4).Select(_ => contents.Take(Hash("a")).Presence)
            .ShouldBe([TargetPresence.Same, TargetPresence.Same, TargetPresence.New, TargetPresence.New]);
        contents.Take(Hash("b")).Presence.ShouldBe(TargetPresence.Same);
        contents.Take(Hash("c")).Presence.ShouldBe(TargetPresence.Same);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("Plan")]
    [InlineData("z")]
    public async Task IsAConflictWhenOnlyTheKeyIsEqual(string subject)
    {
        FolderContents contents = await ContentsAsync(Item("a"), Item("b"), Item("c"));

        contents.Take(Hash("b", subject)).Presence.ShouldBe(TargetPresence.Conflict);
        contents.Take(Hash("b")).Presence.ShouldBe(TargetPresence.Same);
    }

    [Fact]
    public void HasNoHashWhenThereIsNoKey() => IdentityHash.Of(ItemIdentity.Of(null, "IPM.Note", "Subject", Received, Received)).ShouldBeNull();

    [Fact]
    public async Task LeavesItemsWithoutAKeyOut()
        => (await ContentsAsync(Item("a") with { SearchKey = null })).Take(Hash("a")).Presence.ShouldBe(TargetPresence.New);

    [Fact]
    public async Task TakesLessThanFiftyBytesForEachItem()
    {
        const int Count = 200_000;
        IAsyncEnumerable<MailboxItem> listing = Enumerable.Range(0, Count).Select(static i => Item(i.ToString(CultureInfo.InvariantCulture))).ToAsyncEnumerable();
        long before = GC.GetTotalMemory(forceFullCollection: true);

        FolderContents contents = await FolderContents.ReadAsync(listing, Count);

        ((GC.GetTotalMemory(forceFullCollection: true) - before) / Count).ShouldBeLessThan(50);
        contents.Take(Hash("7")).Presence.ShouldBe(TargetPresence.Same);
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

        Enumerable.Range(0, 3).Select(_ => contents.Take(Hash("a")).ItemId).ShouldBe(["first", "second", null], ignoreOrder: true);
    }

    private static Task<FolderContents> ContentsAsync(params MailboxItem[] items) => FolderContents.ReadAsync(items.ToAsyncEnumerable(), items.Length);
}
