using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using MailboxImportExport.FastTransfer;
using MailboxImportExport.Model.Mapi;
using MailboxImportExport.Sandbox.Mapi;
using MailboxImportExport.Tests.Sandbox.Streams;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.FastTransfer;

public sealed class FastTransferWriterTests
{
    private const int Generated = 300;
    private static readonly MapiPropertyId Importance = new(0x0017);
    private static readonly MapiPropertyId MessageClass = new(0x001A);
    private static readonly MapiPropertyId Body = new(0x1000);
    private static readonly MapiPropertyId Html = new(0x1013);

    public static TheoryData<int> PayloadLengths => [.. Enumerable.Range(FastTransferWriterOptions.DefaultPayloadLength - 8, 17), 1_023, 200];

    [Fact]
    public void BeginsAsThePublishedImportDoes()
    {
        byte[] stream = ItemWriting.Write(static writer =>
        {
            writer.WriteProperty(Importance, MapiPropertyType.Integer32, 1);
            writer.WriteProperty(MessageClass, MapiPropertyType.String, "IPM.Note");
            writer.WriteProperty(Html, MapiPropertyType.Binary, new byte[40_000]);
        });

        byte[] published = StreamSample.Read("graph-importitem-15.20.b64");
        stream.Take(published.Length).ShouldBe(published);
    }

    [Fact]
    public void WritesTheSameBytesWhenItsOwnStreamIsWrittenAgain()
    {
        for (int seed = 0; seed < Generated; seed++)
        {
            byte[] stream = ItemWriting.Write(new RandomMessage(seed).Next());

            ItemWriting.Rewrite(stream).ShouldBe(stream, $"seed {seed}");
        }
    }

    [Theory]
    [MemberData(nameof(PayloadLengths))]
    public void HoldsTheSameItemWhereverItIsCut(int payloadLength)
    {
        for (int seed = 0; seed < Generated; seed++)
        {
            MessageContent message = new RandomMessage(seed).Next();
            byte[] stream = ItemWriting.Write(message);
            byte[] recut = ItemWriting.Rewrite(stream, new FastTransferWriterOptions { PayloadLength = payloadLength });

            using FastTransferItem read = StreamBytes.Read(recut);
            read.Message.ShouldHold(message, $"seed {seed}");
            ItemWriting.Rewrite(recut).ShouldBe(stream, $"seed {seed}");
        }
    }

    [Fact]
    public void HoldsTheSameItemWhenItIsCutBetweenAnyTwoBytes()
    {
        byte[] whole = Enumerable.Range(0, Generated).Select(static seed => ItemWriting.Write(new RandomMessage(seed).Next())).First(static stream => stream.Length is > 2_000 and < 4_000);
        byte[] payload = Payload(whole);
        for (int cut = 1; cut < payload.Length; cut++)
        {
            byte[] recut = [.. StreamBytes.Prologue, .. StreamBytes.Frame(FrameOperation.TransferBuffer, payload[..cut]), .. StreamBytes.Frame(FrameOperation.TransferBuffer, payload[cut..])];

            ItemWriting.Rewrite(recut).ShouldBe(whole, $"cut at {cut}");
        }
    }

    [Theory]
    [InlineData(-9)]
    [InlineData(-8)]
    [InlineData(-4)]
    [InlineData(-3)]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(8)]
    public void DividesNoHeadCountOrFixedValueAtTheEndOfABuffer(int around)
    {
        // A head, a count and bytes fill the buffer but for a few bytes; then comes a property of 8 bytes.
        byte[] filling = new byte[FastTransferWriterOptions.DefaultPayloadLength - 8 + around];

        byte[] stream = ItemWriting.Write(writer =>
        {
            writer.WriteProperty(Html, MapiPropertyType.Binary, filling);
            writer.WriteProperty(Importance, MapiPropertyType.Integer32, 2);
        });

        List<int> lengths = BufferLengths(stream);
        lengths.Sum().ShouldBe(filling.Length + 16);
        int left = FastTransferWriterOptions.DefaultPayloadLength - (8 + filling.Length);
        int expected = left switch { < 0 => FastTransferWriterOptions.DefaultPayloadLength, < 4 => 8 + filling.Length, < 8 => 12 + filling.Length, _ => lengths[0] };
        lengths[0].ShouldBe(expected);
    }

    [Fact]
    public void CutsATextBetweenCharactersOnly()
    {
        byte[] stream = ItemWriting.Write(static writer =>
        {
            writer.WriteProperty(Html, MapiPropertyType.Binary, new byte[1]);
            writer.WriteProperty(Body, MapiPropertyType.String, new string('x', 20_000));
        });

        // 9 bytes of the first property, 8 of head and count, and an even number of the text: one byte stays free.
        BufferLengths(stream)[0].ShouldBe(FastTransferWriterOptions.DefaultPayloadLength - 1);
    }

    [Fact]
    public void KeepsTypesCodePagesAndBytesWhenAForeignStreamIsWrittenAgain()
    {
        byte[] payload =
        [
            .. StreamBytes.Sized(0x003784E4, "S\u00fcd"u8.ToArray()), .. StreamBytes.Text(0x003D94B0, "one text with the type of a list"),
            .. StreamBytes.Number(0x3701000D), .. StreamBytes.Number(uint.MaxValue), .. StreamBytes.Sized(0x0070001F, [1, 2, 3]),
        ];

        byte[] stream = ItemWriting.Rewrite(StreamBytes.Stream(payload));

        Payload(stream).ShouldBe(payload);
    }

    [Fact]
    public void NamesTheBuildThatItIsTold()
    {
        byte[] stream = ItemWriting.Write(static _ => { }, new FastTransferWriterOptions { Version = new ServerVersion(15, 20, 4608, 6018) });

        stream.Take(62).ShouldBe(StreamSample.Read("graph-exportitems-a-15.20.b64"));
    }

    [Fact]
    public void RefusesChildrenWhereTheyCannotStand()
    {
        FastTransferWriter writer = new(Stream.Null);

        Should.Throw<InvalidOperationException>(writer.End);
        writer.BeginRecipient();
        Should.Throw<InvalidOperationException>(writer.BeginAttachment);
        Should.Throw<InvalidOperationException>(writer.Complete);
    }

    [Fact]
    public void RefusesAnEmbeddedMessageOutsideOfAnAttachment()
        => Should.Throw<InvalidOperationException>(new FastTransferWriter(Stream.Null).BeginEmbedded);

    [Fact]
    public void RefusesAValueThatDoesNotFitItsType()
        => Should.Throw<ArgumentException>(() => new FastTransferWriter(Stream.Null).WriteProperty(Importance, MapiPropertyType.Integer32, 1L));

    private static List<int> BufferLengths(byte[] stream)
    {
        List<int> lengths = [];
        for (int offset = StreamBytes.Prologue.Length; offset < stream.Length; offset += FrameOperation.HeaderLength + lengths[^1])
        {
            lengths.Add(BinaryPrimitives.ReadInt32LittleEndian(stream.AsSpan(offset + 4)));
        }

        return lengths;
    }

    private static byte[] Payload(byte[] stream)
    {
        using MemoryStream payload = new();
        int offset = StreamBytes.Prologue.Length;
        foreach (int length in BufferLengths(stream))
        {
            payload.Write(stream, offset + FrameOperation.HeaderLength, length);
            offset += FrameOperation.HeaderLength + length;
        }

        return payload.ToArray();
    }
}
