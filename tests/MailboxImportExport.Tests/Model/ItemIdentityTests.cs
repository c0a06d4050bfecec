using System;
using MailboxImportExport.Model;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Model;

public sealed class ItemIdentityTests
{
    private static readonly byte[] Key = [1, 2, 3];
    private static readonly DateTimeOffset Sent = new(2024, 2, 29, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void IsTheSameWhenAListingWritesItInItsOwnWay()
    {
        ItemIdentity stream = ItemIdentity.Of(Key, "IPM.Note", "\u0001\u0005RE: hello", Sent.AddTicks(1_234_567), Sent.AddSeconds(4).AddMilliseconds(999));
        MailboxItem listed = new()
        {
            MailboxId = "m",
            FolderId = "f",
            FolderPath = "p",
            ItemId = "i",
            SearchKey = Convert.ToBase64String(Key),
            ItemClass = "ipm.note",
            Subject = "RE: hello",
            Sent = Sent.ToOffset(TimeSpan.FromHours(2)),
            Received = Sent.AddSeconds(4),
        };

        ItemIdentity.Of(listed).ShouldBe(stream);
    }

    [Fact]
    public void IsTheSameWhenBothLackTheSame()
        => ItemIdentity.Of(Key, null, null, null, null).ShouldBe(ItemIdentity.Of(Key, string.Empty, string.Empty, null, null));

    [Fact]
    public void IsAnotherWhenAnyPartDiffers()
    {
        ItemIdentity identity = ItemIdentity.Of(Key, "IPM.Note", "a", Sent, Sent);

        ItemIdentity.Of([1, 2, 4], "IPM.Note", "a", Sent, Sent).ShouldNotBe(identity);
        ItemIdentity.Of(Key, "IPM.Note.SMIME", "a", Sent, Sent).ShouldNotBe(identity);
        ItemIdentity.Of(Key, "IPM.Note", "A", Sent, Sent).ShouldNotBe(identity);
        ItemIdentity.Of(Key, "IPM.Note", "a", Sent.AddSeconds(1), Sent).ShouldNotBe(identity);
        ItemIdentity.Of(Key, "IPM.Note", "a", Sent, null).ShouldNotBe(identity);
    }

    [Theory]
    [InlineData("not base64")]
    [InlineData("")]
    [InlineData(null)]
    public void HasNoKeyWhenThereIsNoneThatCanBeRead(string? base64) => ItemIdentity.Of(ItemIdentity.Key(base64), null, null, null, null).SearchKey.ShouldBeNull();
}
