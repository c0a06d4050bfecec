using System;
using System.IO;
using System.Linq;
using MailboxImportExport.FastTransfer;
using MailboxImportExport.Model;
using MailboxImportExport.Model.Mapi;
using MailboxImportExport.Tests.Sandbox.Streams;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.FastTransfer;

public sealed class SampleItemsTests
{
    [Theory]
    [InlineData("graph-importitem-15.20.b64", "15.20.4566.6022", 1)]
    [InlineData("graph-exportitems-a-15.20.b64", "15.20.4608.6018", 0)]
    [InlineData("graph-exportitems-ab-joined-15.20.b64", "15.20.4608.6018", 5)]
    [InlineData("ews-exportitems-item3-14.1.139.b64", "14.1.139.0", 9)]
    [InlineData("ews-uploaditems-create-14.1.164.b64", "14.1.164.0", 7)]
    [InlineData("ews-uploaditems-update-14.1.164.b64", "14.1.164.0", 7)]
    public void AreReadAsFarAsTheyGoWhenTheyAreCutOff(string name, string version, int properties)
    {
        using FastTransferItem item = StreamBytes.Read(StreamSample.Read(name));

        item.Version!.ToString().ShouldBe(version);
        item.Message.Properties.Count().ShouldBe(properties);
        item.IsComplete.ShouldBeFalse();
        item.Warnings.ToModel().ShouldNotBeEmpty();
    }

    [Fact]
    public void NameTheBytesWhereTheyAreCutOff()
    {
        using FastTransferItem item = StreamBytes.Read(StreamSample.Read("ews-uploaditems-update-14.1.164.b64"));

        item.Warnings.ToModel().Select(static w => w.ToString()).ShouldBe(
        [
            "Byte 62: The stream is cut off inside of a frame.",
            "Byte 293: The stream is cut off inside of the property 0x003B0102.",
        ]);
        item.UnreadBytes.ShouldBe(324u - 293u);
    }

    [Theory]
    [InlineData("ews-exportitems-item1-spliced.b64", 16, "0x00740078")]
    [InlineData("ews-exportitems-item2-14.1.139.b64", 48, "0x00320040")]
    public void AreEmptyWithWarningsWhenTheirMiddleIsMissing(string name, long offset, string operation)
    {
        using FastTransferItem item = StreamBytes.Read(StreamSample.Read(name));

        item.Message.Properties.ShouldBeEmpty();
        item.IsComplete.ShouldBeFalse();
        item.Warnings.ToModel().ShouldContain(w => w.Offset == offset && w.Message.Contains(operation, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("graph-exportitems-b-15.20.b64")]
    [InlineData("oxcfxics-blog-icshierarchy.hex")]
    public void AreRefusedWhenTheyDoNotBeginAsItemStreamsDo(string name)
        => Should.Throw<MailboxImportExportException>(() => StreamBytes.Read(StreamSample.Read(name))).Kind.ShouldBe(FailureKind.ItemUnreadable);

    [Fact]
    public void ReadOnFromTheSpliceWhenAHeadIsPutInFront()
    {
        byte[] middle = StreamSample.Read("ews-exportitems-item2-14.1.139.b64")[48..];

        using FastTransferItem item = StreamBytes.Read(StreamBytes.Stream(StreamBytes.Marker(StreamMarker.StartRecip), middle));

        ItemNode attachment = item.Message.Attachments.ShouldHaveSingleItem();
        attachment.Number(new MapiPropertyId(0x3705)).ShouldBe(5);
        attachment.Text(new MapiPropertyId(0x370E)).ShouldBe("message/rfc822");
        attachment.Embedded!.Text(new MapiPropertyId(0x0037)).ShouldBe("Most fascinating");
        attachment.Embedded.Time(new MapiPropertyId(0x0039)).ShouldBe(DateTimeOffset.FromFileTime(0x01CAD1BC36FBAA00));
        item.Message.Recipients.ShouldHaveSingleItem().Time(new MapiPropertyId(0x0032)).ShouldNotBeNull();
        item.Message.Properties.ShouldBeEmpty();
    }

    [Fact]
    public void AreWholeWhenTheyWereMadeForTests()
    {
        using FastTransferItem item = StreamBytes.Read(StreamSample.Read("synthetic-full.b64"));

        item.IsComplete.ShouldBeTrue();
        item.Warnings.ToModel().ShouldBeEmpty();
        item.Message.Text(new MapiPropertyId(0x0037)).ShouldBe("Tëst subject");
        item.Message.Properties.Select(static p => $"{p.Id} {p.Type}").ShouldBe(
        [
            "0x0017 Integer32", "0x001A String", "0x0036 Integer32", "0x0037 String", "0x0039 Time", "0x0C1A String", "0x0C1E String", "0x0C1F String",
            "0x0E07 Integer32", "0x0E06 Time", "0x3FDE Integer32", "0x1013 Binary", "0x1035 String",
            "{00020329-0000-0000-c000-000000000046} Name Keywords MultipleString",
            "{00062008-0000-0000-c000-000000000046} 0x8501 Integer32",
            "{00062008-0000-0000-c000-000000000046} 0x8503 Boolean",
            "0x1234 MultipleInteger32", "0x1235 MultipleBinary", "0x1236 Guid", "0x1237 Floating64",
        ]);
        item.Message.Texts(MapiProperty.Parse("PidNameKeywords").Id).ShouldBe(["Red", "Blå"]);
        item.Message.Find(new MapiPropertyId(0x1234))!.Value.Value().ShouldBe(new[] { 7, 8 });
        item.Message.Find(new MapiPropertyId(0x1235))!.Value.Value().ShouldBe(new[] { "abc"u8.ToArray(), "z"u8.ToArray() });
        item.Message.Find(new MapiPropertyId(0x1237))!.Value.Value().ShouldBe(1.5);
        item.Message.Recipients.Select(static r => r.Text(new MapiPropertyId(0x39FE))).ShouldBe(["b@example.com", "c@example.com"]);
    }

    [Fact]
    public void HoldTheirAttachmentsWhenTheyWereMadeForTests()
    {
        using FastTransferItem item = StreamBytes.Read(StreamSample.Read("synthetic-full.b64"));

        ItemNode[] attachments = [.. item.Message.Attachments];
        ItemProperty data = attachments[0].Find(new MapiPropertyId(0x3701))!.Value;
        using Stream bytes = data.OpenBytes();
        byte[] all = new byte[data.Length];
        bytes.ReadExactly(all);

        data.Length.ShouldBe(76_800);
        all.ShouldBe(Enumerable.Range(0, 76_800).Select(static i => (byte)i));
        attachments[1].Embedded!.Text(new MapiPropertyId(0x0037)).ShouldNotBeNull();
        attachments.Length.ShouldBe(2);
    }
}
