using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using MailboxImportExport.FastTransfer;
using MailboxImportExport.Model;
using MailboxImportExport.Sandbox.Mapi;
using MailboxImportExport.Sandbox.Streams;
using MailboxImportExport.Tests.Sandbox.Streams;
using Shouldly;
using Xunit;
using static MailboxImportExport.Tests.FastTransfer.StreamBytes;
using TheirVersion = MailboxImportExport.Sandbox.Streams.ServerVersion;

namespace MailboxImportExport.Tests.FastTransfer;

public sealed class ItemComparerTests
{
    private const int LargeLength = 3_000_000;

    [Fact]
    public void IsEqualWhenTheSameItemIsWrittenInAnotherWay()
    {
        MessageContent message = TestMessage.Full();
        byte[] other = TestMessage.Write(message, new StreamShape { PropertiesAfterAttachments = true, TextListsNameTheirCodePage = false, Interleaved = InterleavedFrame.Empty });

        ItemComparison comparison = Compare(TestMessage.Write(message), other);

        comparison.Verdict.ShouldBe(ItemComparisonVerdict.Equal);
        comparison.Differences.ShouldBeEmpty();
        comparison.Reference.ShouldBe("test");
    }

    [Fact]
    public void IsEqualForEveryGeneratedItemAndItsRewrittenStream()
    {
        for (int seed = 0; seed < 300; seed++)
        {
            byte[] stream = TestMessage.Write(new RandomMessage(seed).Next());

            Compare(stream, ItemWriting.Rewrite(stream, new FastTransferWriterOptions { PayloadLength = 500 })).Verdict.ShouldBe(ItemComparisonVerdict.Equal, $"seed {seed}");
        }
    }

    [Fact]
    public void IsChangedByServerWhenOnlyBuildTimesIdsAndSizesDiffer()
    {
        MessageContent message = TestMessage.Full();
        MessageContent copy = message with
        {
            Properties = message.Properties.With(
                Tags.CreationTime.With(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)),
                Tags.LastModificationTime.With(new DateTimeOffset(2026, 1, 2, 0, 0, 0, TimeSpan.Zero)),
                Tags.EntryId.With(new byte[] { 1 }),
                Tags.MessageSize.With(17),
                new PropertyTag(0x65E2, PropertyType.Binary).With(new byte[] { 2 }),
                new PropertyTag(0x6709, PropertyType.Time).With(new FileTime(3))),
        };

        ItemComparison comparison = Compare(TestMessage.Write(message), TestMessage.Write(copy, new StreamShape { Version = TheirVersion.Updated }));

        comparison.Verdict.ShouldBe(ItemComparisonVerdict.ChangedByServer);
        comparison.ContentDifferences.ShouldBe(0);
        comparison.ServerDifferences.ShouldBe(7);
        comparison.Differences.ShouldAllBe(static d => d.ChangedByServer != null);
        comparison.Differences.Select(static d => d.Property).ShouldContain("PidTagLocalCommitTime");
    }

    [Fact]
    public void IsDifferentWhenAPropertyChangedIsMissingOrWasAdded()
    {
        MessageContent message = TestMessage.Plain("before");
        MessageContent changed = message with
        {
            Properties = message.Properties.With(Tags.Subject.With("after"), Tags.Importance.With(2)).Without(static p => p.Key == Tags.MessageClass.Key),
        };

        ItemComparison comparison = Compare(TestMessage.Write(message), TestMessage.Write(changed));

        comparison.Verdict.ShouldBe(ItemComparisonVerdict.Different);
        comparison.Differences.ShouldBe(
        [
            new ItemDifference { Place = "Message", Property = "PidTagMessageClass", Kind = ItemDifferenceKind.Missing, ReferenceValue = "IPM.Note" },
            new ItemDifference { Place = "Message", Property = "PidTagSubject", Kind = ItemDifferenceKind.Changed, ReferenceValue = "before", DifferenceValue = "after" },
            new ItemDifference { Place = "Message", Property = "PidTagImportance", Kind = ItemDifferenceKind.Added, DifferenceValue = 2 },
        ]);
    }

    [Fact]
    public void FindsRecipientsAgainWhateverTheirOrder()
    {
        MessageContent message = TestMessage.Full();
        MessageContent turned = message with { Recipients = [.. message.Recipients.Reverse()] };

        Compare(TestMessage.Write(message), TestMessage.Write(turned)).Verdict.ShouldBe(ItemComparisonVerdict.Equal);
    }

    [Fact]
    public void NamesARecipientThatIsMissingAndOneThatWasAdded()
    {
        MessageContent message = TestMessage.Full();
        PropertyBag other = new([.. message.Recipients[1], Tags.SmtpAddress.With("Chika@contoso.example")]);

        ItemComparison comparison = Compare(TestMessage.Write(message), TestMessage.Write(message with { Recipients = [message.Recipients[0], other] }));

        comparison.Differences.Select(static d => d.ToString()).ShouldBe(["Recipient Bruno@contoso.example: Missing", "Recipient Chika@contoso.example: Added"]);
    }

    [Fact]
    public void NamesTheAttachmentWhoseContentChanged()
    {
        MessageContent message = TestMessage.Full(LargeLength);
        MessageContent changed = WithAttachment(message, 0, Tags.AttachData.With(new GeneratedContent(LargeLength, seed: 8)));

        ItemDifference difference = Compare(TestMessage.Write(message), TestMessage.Write(changed)).Differences.ShouldHaveSingleItem();

        difference.Place.ShouldBe("Attachment data.bin");
        difference.Property.ShouldBe("PidTagAttachDataBinary");
        difference.ReferenceValue.ShouldBe($"{LargeLength} bytes");
    }

    [Fact]
    public void LooksIntoAttachedItems()
    {
        MessageContent message = TestMessage.Full();
        AttachmentContent inner = new() { Properties = message.Attachments[1].Properties, Embedded = TestMessage.Plain("outside") };

        ItemComparison comparison = Compare(TestMessage.Write(message), TestMessage.Write(message with { Attachments = [message.Attachments[0], inner] }));

        comparison.Differences.ShouldHaveSingleItem().ToString().ShouldBe("Attachment inside, Message: PidTagSubject Changed");
    }

    [Fact]
    public void NamesAnAttachmentThatLostItsItem()
    {
        MessageContent message = TestMessage.Full();
        AttachmentContent inner = new() { Properties = message.Attachments[1].Properties };

        ItemComparison comparison = Compare(TestMessage.Write(message), TestMessage.Write(message with { Attachments = [message.Attachments[0], inner] }));

        comparison.Differences.ShouldHaveSingleItem().ToString().ShouldBe("Attachment inside, Message: Missing");
    }

    [Fact]
    public void TakesTextsForEqualWhateverTheirCodePageAndClosingZero()
    {
        byte[] utf16 = Stream(Text(SubjectTag, "Süd"), [.. Number(0x0039101F), .. Number(1), .. Text(0, "rot")[4..]]);
        byte[] western = Stream(Sized(0x003784E4, Encoding.Latin1.GetBytes("Süd")), [.. Number(0x0039101E), .. Number(1), .. Sized(0, "rot\0"u8.ToArray())[4..]]);

        Compare(utf16, western).Verdict.ShouldBe(ItemComparisonVerdict.Equal);
    }

    [Fact]
    public void TakesLongTextsInTwoCodePagesForEqualOnlyWhenAllCharactersAre()
    {
        string text = string.Concat(Enumerable.Repeat("Grüße ", 60_000));
        byte[] utf16 = Stream(Text(0x100084B0, text));
        byte[] western = Stream(Sized(0x100084E4, Encoding.Latin1.GetBytes(text)));
        byte[] changed = Stream(Sized(0x100084E4, Encoding.Latin1.GetBytes(text[..^1] + "x")));

        Compare(utf16, western).Verdict.ShouldBe(ItemComparisonVerdict.Equal);
        Compare(utf16, changed).Verdict.ShouldBe(ItemComparisonVerdict.Different);
    }

    [Theory]
    [InlineData(0x1, ItemComparisonVerdict.Different)]
    [InlineData(0x2, ItemComparisonVerdict.ChangedByServer)]
    [InlineData(0x400, ItemComparisonVerdict.ChangedByServer)]
    [InlineData(0x403, ItemComparisonVerdict.Different)]
    public void TellsMarksOfTheStoreFromMarksOfTheUser(int flag, ItemComparisonVerdict verdict)
        => Compare(Stream(Int(0x0E070003, 0x10)), Stream(Int(0x0E070003, 0x10u | (uint)flag))).Verdict.ShouldBe(verdict);

    [Fact]
    public void TakesASubjectWithItsControlPrefixForTheSame()
        => Compare(Stream(Text(SubjectTag, "RE: a")), Stream(Text(SubjectTag, "\u0001\u0005RE: a"))).Verdict.ShouldBe(ItemComparisonVerdict.ChangedByServer);

    [Fact]
    public void IsDifferentWhenAnItemCouldNotBeReadToItsEnd()
    {
        byte[] whole = Stream(Int(ImportanceTag, 1));

        ItemComparison comparison = Compare(whole, [.. whole, 1, 2, 3]);

        comparison.Verdict.ShouldBe(ItemComparisonVerdict.Different);
        comparison.Differences.ShouldHaveSingleItem().Kind.ShouldBe(ItemDifferenceKind.Unreadable);
    }

    [Fact]
    public void CountsDifferencesThatItNoLongerLists()
    {
        byte[] many = Stream([.. Enumerable.Range(1, 2_000).SelectMany(static number => Int(((uint)number << 16) | 3, 1))]);

        ItemComparison comparison = Compare(many, Stream(Int(0x7FF00003, 1)));

        comparison.Differences.Count.ShouldBe(1_000);
        (comparison.ContentDifferences + comparison.ServerDifferences).ShouldBe(2_001);
    }

    [Fact]
    public void LoadsNoLargeValue()
    {
        byte[] stream = TestMessage.Write(TestMessage.Full(LargeLength));
        using FastTransferItem reference = Read(stream);
        using FastTransferItem difference = Read(stream);
        long start = GC.GetAllocatedBytesForCurrentThread();

        ItemComparer.Compare(reference, difference).Verdict.ShouldBe(ItemComparisonVerdict.Equal);

        (GC.GetAllocatedBytesForCurrentThread() - start).ShouldBeLessThan(LargeLength / 10);
    }

    private static MessageContent WithAttachment(MessageContent message, int index, MailboxImportExport.Sandbox.Mapi.MapiProperty property)
    {
        List<AttachmentContent> attachments = [.. message.Attachments];
        attachments[index] = new AttachmentContent { Properties = attachments[index].Properties.With(property), Embedded = attachments[index].Embedded };
        return message with { Attachments = attachments };
    }

    private static ItemComparison Compare(byte[] reference, byte[] difference)
    {
        using FastTransferItem left = Read(reference);
        using FastTransferItem right = Read(difference);
        return ItemComparer.Compare(left, right);
    }
}
