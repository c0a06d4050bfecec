using System;
using System.Collections.Generic;
using System.Linq;
using MailboxImportExport.Sandbox.Mapi;
using MailboxImportExport.Sandbox.Streams;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Sandbox.Streams;

public sealed class ItemStreamWriterTests
{
    [Fact]
    public void GivesTheSameMessageWhenReadBack()
    {
        MessageContent message = TestMessage.Full();

        ItemStream read = TestMessage.Read(TestMessage.Write(message));

        read.Message.SameAs(message).ShouldBeTrue();
        read.Version.ShouldBe(ServerVersion.Current);
    }

    [Theory]
    [InlineData((int)InterleavedFrame.Empty, false, true)]
    [InlineData((int)InterleavedFrame.Unknown, true, false)]
    public void GivesTheSameMessageWhenTheShapeIsUnusual(int interleaved, bool late, bool codePageLists)
    {
        MessageContent message = TestMessage.Full();
        StreamShape shape = new()
        {
            Interleaved = (InterleavedFrame)interleaved,
            PropertiesAfterAttachments = late,
            TextListsNameTheirCodePage = codePageLists,
            Version = ServerVersion.Updated,
        };

        ItemStream read = TestMessage.Read(TestMessage.Write(message, shape));

        read.Message.SameAs(message).ShouldBeTrue();
        read.Version.ShouldBe(ServerVersion.Updated);
    }

    [Theory]
    [InlineData(31_500)]
    [InlineData(31_600)]
    [InlineData(31_640)]
    [InlineData(31_660)]
    [InlineData(31_680)]
    [InlineData(63_300)]
    public void GivesTheSameMessageWhenAFrameEndsNearBy(int length)
    {
        for (int extra = 0; extra < 24; extra++)
        {
            MessageContent message = TestMessage.Plain(new string('x', 10), length + extra);

            TestMessage.Read(TestMessage.Write(message)).Message.SameAs(message).ShouldBeTrue();
        }
    }

    [Fact]
    public void BeginsAsTheServiceDoesWhenTheItemIsAMail()
    {
        MessageContent message = new() { Properties = new PropertyBag([Tags.Importance.With(1), Tags.MessageClass.With("IPM.Note"), Tags.Html.With(new byte[40_000])]) };
        byte[] published = StreamSample.Read("graph-importitem-15.20.b64");

        TestMessage.Write(message)[..published.Length].ShouldBe(published);
    }

    [Fact]
    public void OrdersPropertiesByTheirNumberWhenNamedOnesAreAmongThem()
    {
        byte[] stream = TestMessage.Write(TestMessage.Full());

        IEnumerable<int> ids = StreamSample.Elements(stream)
            .TakeWhile(static element => !element.IsMeta)
            .Select(static element => (int)element.WireId);

        ids.ShouldBeInOrder(SortDirection.Ascending);
        ids.Last().ShouldBeGreaterThanOrEqualTo(0x8000);
    }

    [Fact]
    public void PutsSomePropertiesBehindTheAttachmentsWhenSwitchedOn()
    {
        MessageContent message = TestMessage.Full() with { Properties = TestMessage.Full().Properties.With(Tags.TransportMessageHeaders.With("X: y")) };

        byte[] stream = TestMessage.Write(message, new StreamShape { PropertiesAfterAttachments = true });

        StreamSample.Elements(stream)[^1].WireId.ShouldBe((ushort)0x007D);
    }

    [Fact]
    public void FillsFramesToTheirLimitWhenAValueIsLong()
    {
        IReadOnlyList<Frame> buffers = [.. TestMessage.Frames(TestMessage.Write(TestMessage.Plain("s", 100_000))).Skip(3)];

        buffers.SkipLast(1).ShouldAllBe(static frame => frame.DeclaredLength == FrameCutter.MaximumPayload);
        buffers.Count.ShouldBe(4);
    }

    [Fact]
    public void DividesNoAtomWhenFramesAreCut()
    {
        StreamAtom[] atoms = [.. Enumerable.Range(0, 9_000).Select(static index => StreamAtom.Whole(new byte[1 + (index * 7 % 29)]))];

        HashSet<long> borders = [.. Borders(atoms.Select(static atom => atom.Bytes.Length))];
        IEnumerable<long> cuts = Borders(FrameCutter.Cut(atoms).Select(static frame => frame.Length - FrameReader.HeaderLength));

        cuts.ShouldAllBe(cut => borders.Contains(cut));
    }

    [Fact]
    public void DividesTextBetweenCharactersWhenFramesAreCut()
    {
        StreamAtom[] atoms = [StreamAtom.Whole(new byte[3]), new StreamAtom(new byte[100_000], 2)];

        IEnumerable<int> lengths = FrameCutter.Cut(atoms).Select(static frame => frame.Length - FrameReader.HeaderLength);

        lengths.ShouldBe([31_679, 31_680, 31_680, 4_964]);
    }

    [Fact]
    public void NumbersNamesByMailboxWhenTwoMailboxesMetThemInAnotherOrder()
    {
        NamedProperty first = new(PropertySets.Common, 1);
        NamedProperty second = new(PropertySets.Common, "x");
        NamedPropertyMap one = new();
        NamedPropertyMap other = new();

        ushort[] inOne = [one.IdOf(first), one.IdOf(second)];
        ushort[] inOther = [other.IdOf(second), other.IdOf(first)];

        inOne.ShouldBe(inOther);
        one.IdOf(first).ShouldBe((ushort)0x8000);
        other.IdOf(first).ShouldBe((ushort)0x8001);
    }

    [Fact]
    public void MakesNoArrayOfItsSizeWhenAnAttachmentIsLarge()
    {
        ItemStreamWriter writer = new(new NamedPropertyMap(), new StreamShape());

        IEnumerable<ReadOnlyMemory<byte>> pieces = writer.Write(TestMessage.Full(attachmentLength: 20_000_000));

        pieces.Max(static piece => piece.Length).ShouldBe(FrameCutter.MaximumPayload + FrameReader.HeaderLength);
    }

    private static IEnumerable<long> Borders(IEnumerable<int> lengths)
    {
        long border = 0;
        foreach (int length in lengths)
        {
            border += length;
            yield return border;
        }
    }
}
