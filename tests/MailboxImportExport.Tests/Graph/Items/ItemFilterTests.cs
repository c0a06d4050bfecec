using System;
using MailboxImportExport.Graph.Items;
using MailboxImportExport.Model;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Graph.Items;

public sealed class ItemFilterTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    public void TakesItemsFromATimeOn(int seconds, bool takes)
        => new ItemFilter { After = Noon }.Takes(Item(Noon.AddSeconds(seconds))).ShouldBe(takes);

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    public void TakesItemsBeforeATime(int seconds, bool takes)
        => new ItemFilter { Before = Noon }.Takes(Item(Noon.AddSeconds(seconds))).ShouldBe(takes);

    [Fact]
    public void TakesNoItemWithoutATimeWhenTimesAreAskedFor()
    {
        new ItemFilter { After = Noon }.Takes(Item(null)).ShouldBeFalse();
        new ItemFilter { Before = Noon }.Takes(Item(null)).ShouldBeFalse();
        ItemFilter.All.Takes(Item(null)).ShouldBeTrue();
    }

    [Theory]
    [InlineData("IPM.Note", "ipm.note", true)]
    [InlineData("IPM.Note.SMIME", "IPM.Note", false)]
    [InlineData("IPM.Schedule.Meeting.Request", "IPM.Schedule.*", true)]
    [InlineData(null, "IPM.*", false)]
    [InlineData(null, "*", true)]
    public void TakesItemsOfAClass(string? itemClass, string pattern, bool takes)
        => new ItemFilter { ItemClass = pattern }.Takes(Item(Noon) with { ItemClass = itemClass }).ShouldBe(takes);

    [Fact]
    public void GoesByDeliveryThenSubmissionThenCreation()
    {
        MailboxItem item = Item(Noon) with { Sent = Noon.AddDays(1), Created = Noon.AddDays(2) };

        item.Time.ShouldBe(Noon);
        (item with { Received = null }).Time.ShouldBe(Noon.AddDays(1));
        (item with { Received = null, Sent = null }).Time.ShouldBe(Noon.AddDays(2));
    }

    private static MailboxItem Item(DateTimeOffset? received) => new() { MailboxId = "m", FolderId = "f", FolderPath = "Inbox", ItemId = "i", Received = received };
}
