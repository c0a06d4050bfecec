using System;
using System.IO;
using System.Linq;
using System.Text;
using MailboxImportExport.FastTransfer;
using MailboxImportExport.Model;
using MailboxImportExport.Model.Mapi;
using Shouldly;
using Xunit;
using static MailboxImportExport.Tests.FastTransfer.StreamBytes;

namespace MailboxImportExport.Tests.FastTransfer;

public sealed class FastTransferReaderTests
{
    private static readonly MapiPropertyId Importance = new(0x0017);
    private static readonly MapiPropertyId Subject = new(0x0037);

    [Fact]
    public void JoinsTransferBuffersWhenAValueCrossesThemWithOtherFramesBetween()
    {
        byte[] text = Text(SubjectTag, "across");
        byte[] stream =
        [
            .. Prologue, .. Frame(FrameOperation.TransferBuffer, text[..11]), .. Frame(FrameOperation.TransferBuffer, []),
            .. Frame(6, new byte[8]), .. Frame(FrameOperation.TransferBuffer, text[11..]),
        ];

        using FastTransferItem item = Read(stream);

        item.Message.Text(Subject).ShouldBe("across");
        item.IsComplete.ShouldBeTrue();
        item.Warnings.ToModel().ShouldHaveSingleItem().ShouldBe(new ItemStreamWarning { Offset = 62 + 8 + 11 + 8, Message = "A frame of the unknown operation 0x00000006 was skipped." });
    }

    [Fact]
    public void TakesPropertiesOfTheMessageWhenTheyStandBehindItsChildren()
    {
        using FastTransferItem item = Read(Stream(
            Int(ImportanceTag, 1),
            Marker(StreamMarker.StartRecip), Int(0x30000003, 7), Marker(StreamMarker.EndToRecip),
            Marker(StreamMarker.NewAttach), Int(0x0E210003, 0), Marker(StreamMarker.EndAttach),
            Text(SubjectTag, "late")));

        item.Message.Text(Subject).ShouldBe("late");
        item.Message.Number(Importance).ShouldBe(1);
        item.IsComplete.ShouldBeTrue();
    }

    [Fact]
    public void TakesChildrenInAnyOrder()
    {
        using FastTransferItem item = Read(Stream(
            Marker(StreamMarker.NewAttach), Marker(StreamMarker.EndAttach),
            Marker(StreamMarker.StartRecip), Marker(StreamMarker.EndToRecip),
            Marker(StreamMarker.NewAttach), Marker(StreamMarker.EndAttach)));

        item.Message.Attachments.Count().ShouldBe(2);
        item.Message.Recipients.Count().ShouldBe(1);
        item.IsComplete.ShouldBeTrue();
    }

    [Fact]
    public void LeavesOutWhatSpeaksAboutTheStream()
    {
        using FastTransferItem item = Read(Stream(Sized(0x400884E4, "/O=X"u8.ToArray()), Int(0x40160003, 0x0E13000D), Int(ImportanceTag, 2)));

        item.Message.Properties.ShouldHaveSingleItem().Id.ShouldBe(Importance);
        item.Warnings.ToModel().ShouldBeEmpty();
    }

    [Fact]
    public void IsIncompleteWhenTheServerSaysSo()
    {
        using FastTransferItem item = Read(Stream(Int(0x400F0003, 0x80040107), Int(ImportanceTag, 2)));

        item.IsComplete.ShouldBeFalse();
        item.Warnings.ToModel().ShouldHaveSingleItem().Message.ShouldContain("0x80040107");
    }

    [Fact]
    public void AcceptsAMessageWithItsOwnBeginningAndEnd()
    {
        using FastTransferItem item = Read(Stream(Marker(StreamMarker.StartFAIMsg), Int(ImportanceTag, 2), Marker(StreamMarker.EndMessage)));

        item.IsAssociated.ShouldBeTrue();
        item.Message.Number(Importance).ShouldBe(2);
        item.Warnings.ToModel().ShouldBeEmpty();
    }

    [Fact]
    public void KeepsWhatItReadWhenATypeIsUnknown()
    {
        using FastTransferItem item = Read(Stream(Int(ImportanceTag, 2), Number(0x12340099), new byte[20]));

        item.Message.Number(Importance).ShouldBe(2);
        item.UnreadBytes.ShouldBe(24u);
        item.Warnings.ToModel().ShouldHaveSingleItem().ToString()
            .ShouldBe("Byte 78: The property 0x12340099 has a type of unknown length; the rest of the stream was not read.");
    }

    [Theory]
    [InlineData(0x1F, "plain text")]
    [InlineData(0x84B0, "UTF-16 \ud83d\ude00")]
    [InlineData(0x84B1, "big end")]
    [InlineData(0x84E4, "Süd")]
    [InlineData(0x84E2, "Łódź")]
    [InlineData(0xD182, "Привет")]
    [InlineData(0xFDE9, "UTF-8 ✓")]
    [InlineData(0xC42C, "日本")]
    public void DecodesTextsByTheCodePageInTheirType(int type, string text)
    {
        int codePage = type switch { 0x1F => 1200, 0xFDE9 => 65001, 0xC42C => 50220, _ => type & 0x7FFF };
        byte[] bytes = CodePages.Get(codePage).GetBytes(text + "\0");

        using FastTransferItem item = Read(Stream(Sized(0x00370000u | (uint)type, bytes)));

        item.Message.Text(Subject).ShouldBe(text);
        item.Warnings.ToModel().ShouldBeEmpty();
    }

    [Fact]
    public void KeepsHalfASurrogatePairAndZeroesInATextAndTakesOneClosingZeroAway()
    {
        using FastTransferItem item = Read(Stream(Text(SubjectTag, "a\ud800b\0c\0")));

        item.Message.Text(Subject).ShouldBe("a\ud800b\0c\0");
    }

    [Fact]
    public void TakesATextWithoutAClosingZero()
    {
        using FastTransferItem item = Read(Stream(Sized(SubjectTag, Encoding.Unicode.GetBytes("ab")), Sized(0x001A84B0, [])));

        item.Message.Text(Subject).ShouldBe("ab");
        item.Message.Text(new MapiPropertyId(0x001A)).ShouldBeEmpty();
    }

    [Fact]
    public void WarnsWhenTheCodePageOfATextIsUnknown()
    {
        using FastTransferItem item = Read(Stream(Sized(0x00378001, "ab"u8.ToArray())));

        item.Message.Text(Subject).ShouldBe("ab");
        item.IsComplete.ShouldBeTrue();
        item.Warnings.ToModel().ShouldHaveSingleItem();
    }

    [Fact]
    public void TakesTheTypeOfAListWithACodePageForAListWhenItIsOne()
    {
        byte[] list = [.. Number(0x003794B0), .. Number(2), .. Text(0, "red")[4..], .. Text(0, "green")[4..]];

        using FastTransferItem item = Read(Stream(list));

        item.Message.Texts(Subject).ShouldBe(["red", "green"]);
    }

    [Fact]
    public void TakesTheTypeOfAListWithACodePageForATextWhenItIsNoList()
    {
        using FastTransferItem item = Read(Stream(Text(0x003794B0, "one text that is no list"), Int(ImportanceTag, 2)));

        item.Message.Text(Subject).ShouldBe("one text that is no list");
        item.Message.Number(Importance).ShouldBe(2);
        item.IsComplete.ShouldBeTrue();
    }

    [Fact]
    public void HasNoBytesWhenAnObjectSaysThatItHasNone()
    {
        using FastTransferItem item = Read(Stream(Number(0x3701000D), Number(uint.MaxValue), Int(ImportanceTag, 2)));

        item.Message.Find(new MapiPropertyId(0x3701))!.Value.Length.ShouldBe(0);
        item.Message.Find(new MapiPropertyId(0x3701))!.Value.Value().ShouldBe(Array.Empty<byte>());
        item.Message.Number(Importance).ShouldBe(2);
    }

    [Fact]
    public void KnowsNamedPropertiesByNameWhateverTheirNumberIs()
    {
        byte[] set = MapiPropertySets.Common.ToByteArray();
        byte[] byNumber = [.. Number(0x9ABC0003), .. set, 0, .. Number(0x8501), .. Number(15)];
        byte[] byText = [.. Number(0x9ABC0003), .. set, 1, .. Encoding.Unicode.GetBytes("Color\0"), .. Number(16)];

        using FastTransferItem item = Read(Stream(byNumber, byText));

        item.Message.Number(new MapiPropertyId(new MapiPropertyName(MapiPropertySets.Common, 0x8501))).ShouldBe(15);
        item.Message.Number(new MapiPropertyId(new MapiPropertyName(MapiPropertySets.Common, "Color"))).ShouldBe(16);
    }

    [Fact]
    public void TakesTheLaterOneWhenAPropertyComesTwice()
    {
        using FastTransferItem item = Read(Stream(Int(ImportanceTag, 1), Int(ImportanceTag, 2)));

        item.Message.Number(Importance).ShouldBe(2);
    }

    [Fact]
    public void GivesATimeThatDotNetDoesNotHaveAsItsNumber()
    {
        using FastTransferItem item = Read(Stream([.. Number(0x00390040), .. BitConverter.GetBytes(long.MaxValue)]));

        item.Message.Find(new MapiPropertyId(0x0039))!.Value.Value().ShouldBe(long.MaxValue);
        item.Message.Time(new MapiPropertyId(0x0039)).ShouldBeNull();
    }

    [Fact]
    public void EndsWhatDoesNotEnd()
    {
        using FastTransferItem item = Read(Stream(
            Marker(StreamMarker.StartRecip), Int(0x30000003, 0), Marker(StreamMarker.StartRecip), Int(0x30000003, 1),
            Marker(StreamMarker.NewAttach), Marker(StreamMarker.StartEmbed), Text(SubjectTag, "inner"), Marker(StreamMarker.EndAttach), Int(ImportanceTag, 2)));

        item.Message.Recipients.Count().ShouldBe(2);
        item.Message.Attachments.ShouldHaveSingleItem().Embedded!.Text(Subject).ShouldBe("inner");
        item.Message.Number(Importance).ShouldBe(2);
        item.IsComplete.ShouldBeFalse();
        item.Warnings.ToModel().Count.ShouldBe(3);
    }

    [Fact]
    public void LeavesOutAnEndWithoutABeginning()
    {
        using FastTransferItem item = Read(Stream(Marker(StreamMarker.EndEmbed), Marker(StreamMarker.EndAttach), Marker(StreamMarker.EndToRecip), Int(ImportanceTag, 2)));

        item.Message.Number(Importance).ShouldBe(2);
        item.Warnings.ToModel().Select(static w => w.Offset).ShouldBe([70, 74, 78]);
    }

    [Fact]
    public void KeepsTheSubjectOfTheMessageWhenAMessageIsEmbeddedInTheWrongPlace()
    {
        using FastTransferItem item = Read(Stream(Text(SubjectTag, "outer"), Marker(StreamMarker.StartEmbed), Text(SubjectTag, "inner"), Marker(StreamMarker.EndEmbed)));

        item.Message.Text(Subject).ShouldBe("outer");
        item.IsComplete.ShouldBeFalse();
    }

    [Theory]
    [InlineData((uint)StreamMarker.IncrSyncChg)]
    [InlineData((uint)StreamMarker.StartTopFld)]
    public void RefusesAStreamOfFoldersOrSynchronisation(uint marker)
        => Should.Throw<MailboxImportExportException>(() => Read(Stream(Int(ImportanceTag, 1), Number(marker)))).Kind.ShouldBe(FailureKind.ItemUnreadable);

    [Fact]
    public void RefusesAStreamThatCopiesAFolder()
    {
        byte[] stream = Stream(Int(ImportanceTag, 1));
        stream[28]++;

        Should.Throw<MailboxImportExportException>(() => Read(stream)).Message.ShouldContain("not an item");
    }

    [Theory]
    [InlineData("")]
    [InlineData("01000000")]
    [InlineData("0200000000000000")]
    public void RefusesWhatIsNoItemStream(string hex)
        => Should.Throw<MailboxImportExportException>(() => Read(Convert.FromHexString(hex))).Kind.ShouldBe(FailureKind.ItemUnreadable);

    [Fact]
    public void SaysSoWhenTheStreamIsStillBase64()
        => Should.Throw<MailboxImportExportException>(() => Read(Encoding.ASCII.GetBytes(Convert.ToBase64String(Stream(Int(ImportanceTag, 1)))))).Message.ShouldContain("base64");

    [Fact]
    public void ReadsNoValueThatNobodyAskedFor()
    {
        const int Length = 8 * 1024 * 1024;
        byte[] stream = [.. Prologue, .. Frame(FrameOperation.TransferBuffer, [.. Sized(0x37010102, new byte[Length]), .. Int(ImportanceTag, 2)])];

        using FastTransferItem item = Read(stream);

        item.Message.Number(Importance).ShouldBe(2);
        item.Work.ShouldBeLessThan(3 * PayloadReader.WindowLength);
    }

    [Fact]
    public void EndsTheStreamWithTheItem()
    {
        MemoryStream source = new(Stream(Int(ImportanceTag, 2)));

        FastTransferReader.Read(source, "test").Dispose();

        source.CanRead.ShouldBeFalse();
    }

    [Fact]
    public void EndsTheStreamWhenItIsRefused()
    {
        MemoryStream source = new("no item at all"u8.ToArray());

        Should.Throw<MailboxImportExportException>(() => FastTransferReader.Read(source, "test"));

        source.CanRead.ShouldBeFalse();
    }
}
