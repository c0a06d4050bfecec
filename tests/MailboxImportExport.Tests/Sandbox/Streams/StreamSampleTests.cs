using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using MailboxImportExport.Sandbox.Mapi;
using MailboxImportExport.Sandbox.Streams;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Sandbox.Streams;

public sealed class StreamSampleTests
{
    [Theory]
    [InlineData("graph-importitem-15.20.b64", "1:8 3:24 4:6 2:31680*")]
    [InlineData("graph-exportitems-a-15.20.b64", "1:8 3:24 4:6")]
    [InlineData("graph-exportitems-ab-joined-15.20.b64", "1:8 3:24 4:6 2:31680*")]
    [InlineData("graph-exportitems-b-15.20.b64", "3221225472:50331771*")]
    [InlineData("ews-exportitems-item1-spliced.b64", "1:8 7602296:7536741*")]
    [InlineData("ews-exportitems-item2-14.1.139.b64", "1:8 3:24 3276864:720707840*")]
    [InlineData("ews-exportitems-item3-14.1.139.b64", "1:8 3:24 4:6 2:8210*")]
    [InlineData("ews-uploaditems-create-14.1.164.b64", "1:8 3:24 4:6 2:9073*")]
    [InlineData("ews-uploaditems-update-14.1.164.b64", "1:8 3:24 4:6 2:8246*")]
    [InlineData("synthetic-full.b64", "1:8 3:24 4:6 2:31680 2:31680 2:31680 2:31680 2:28562")]
    public void WalksTheFramesWhenTheSampleIsPublished(string name, string expected)
    {
        using MemoryStream source = new(StreamSample.Read(name));

        IReadOnlyList<Frame> frames = FrameReader.ReadAll(source);

        string actual = string.Join(' ', frames.Select(static frame => $"{frame.Operation}:{frame.DeclaredLength}{(frame.IsComplete ? string.Empty : "*")}"));
        actual.ShouldBe(expected);
    }

    [Theory]
    [InlineData(
        "ews-exportitems-item3-14.1.139.b64",
        "0:4008/84E4 99:0017/0003 107:001A/84B0 133:0023/000B 139:0029/000B 145:0036/0003 153:0037/84B0 211:0039/0040 223:003B/0102 332:003D/84B0")]
    [InlineData(
        "ews-uploaditems-create-14.1.164.b64",
        "0:4008/84E4 99:0017/0003 107:001A/84B0 133:0023/000B 139:0026/0003 147:0029/000B 153:002E/0003 161:0036/0003")]
    [InlineData(
        "ews-uploaditems-update-14.1.164.b64",
        "0:4008/84E4 99:0017/0003 107:001A/84B0 133:0023/000B 139:0029/000B 145:0036/0003 153:0037/84B0 211:0039/0040")]
    [InlineData("graph-exportitems-ab-joined-15.20.b64", "0:0017/0003 8:001A/84B0 34:0026/0003 42:0029/000B 48:0036/0003")]
    [InlineData("graph-importitem-15.20.b64", "0:0017/0003")]
    public void ReadsThePropertiesWhenTheSampleIsPublished(string name, string expected)
    {
        IReadOnlyList<StreamElement> elements = StreamSample.Elements(StreamSample.Read(name));

        Describe(elements).ShouldBe(expected);
    }

    [Fact]
    public void ReadsAnAttachmentWithAnEmbeddedMessageWhenTheSampleHoldsOne()
    {
        byte[] afterTheSplice = StreamSample.Read("ews-exportitems-item2-14.1.139.b64")[48..];

        IReadOnlyList<StreamElement> elements = StreamSample.BareElements(afterTheSplice);

        Describe(elements).ShouldBe(
            "0:0032/0040 12:EndToRecip 16:4016/0003 24:NewAttach 28:0E21/0003 36:3712/84B0 118:370B/0003 126:0E20/0003 134:0FF7/0003 142:3007/0040 "
            + "154:3008/0040 166:3705/0003 174:370E/84B0 212:3001/84B0 254:0FF9/0102 266:StartEmbed 270:674A/0014 282:0017/0003 290:001A/84B0 "
            + "316:0036/0003 324:0037/84B0 366:0039/0040 378:003B/0102 487:003D/84B0 497:0041/0102");
        elements.Single(static element => element.WireId == 0x370E).Property!.Value.ShouldBe("message/rfc822");
    }

    [Fact]
    public void EndsWithoutATrailerWhenTheTailOfAStreamIsRead()
    {
        byte[] tail = StreamSample.Read("ews-exportitems-item1-spliced.b64")[142..];

        IReadOnlyList<StreamElement> elements = StreamSample.BareElements(tail);

        Describe(elements).ShouldBe("0:39FE/84B0 84:3900/0003 92:0FFE/0003 100:EndToRecip 104:EndEmbed 108:EndAttach");
    }

    [Fact]
    public void ReadsPropertiesOfNoLengthWhenASynchronisationHoldsThem()
    {
        IReadOnlyList<StreamElement> elements = StreamSample.BareElements(StreamSample.Read("oxcfxics-blog-icshierarchy.hex"));

        Describe(elements).ShouldBe(
            "0:IncrSyncChg 4:65E1/0102 12:65E0/0102 42:3008/0040 54:65E2/0102 84:65E3/0102 115:3001/001F 135:6749/0014 147:6639/0003 155:3007/0040 167:10F4/000B");
        elements.Single(static element => element.WireId == 0x3001).Property!.Value.ShouldBe("INBOX");
    }

    [Theory]
    [InlineData("graph-importitem-15.20.b64", 15, 20, 4566, 6022)]
    [InlineData("graph-exportitems-a-15.20.b64", 15, 20, 4608, 6018)]
    [InlineData("ews-exportitems-item3-14.1.139.b64", 14, 1, 139, 0)]
    [InlineData("ews-uploaditems-create-14.1.164.b64", 14, 1, 164, 0)]
    public void KnowsTheServerBuildWhenTheVersionFrameIsThere(string name, int major, int minor, int build, int revision)
    {
        byte[] stream = StreamSample.Read(name);

        ServerVersion version = ServerVersion.Parse(stream.AsSpan(56, ServerVersion.Length));

        version.ShouldBe(new ServerVersion(major, minor, build, revision));
        version.ToBytes().ShouldBe(stream[56..62]);
    }

    [Fact]
    public void ReadsEverythingWhenTheStreamIsWhole()
    {
        using MemoryStream source = new(StreamSample.Read("synthetic-full.b64"));

        ItemStream item = ItemStreamReader.Read(source);

        item.Version.ShouldBe(ServerVersion.Current);
        item.Message.Properties.Text(Tags.Subject).ShouldBe("Tëst subject");
        item.Message.Recipients.Count.ShouldBe(2);
        item.Message.Attachments.Count.ShouldBe(2);
        item.Message.Attachments[0].Properties.Content(Tags.AttachData)!.Length.ShouldBe(76_800);
        item.Message.Attachments[1].Embedded.ShouldNotBeNull();
        item.Message.Properties.Count(static property => property.Key.Name is not null).ShouldBe(3);
    }

    private static string Describe(IEnumerable<StreamElement> elements)
        => string.Join(' ', elements.Select(static element => element.Property is null
            ? $"{element.Offset}:{element.Marker}"
            : $"{element.Offset}:{element.WireId:X4}/{element.WireType:X4}"));
}
