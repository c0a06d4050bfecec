using System;
using System.Buffers.Binary;
using System.Linq;
using MailboxImportExport.Sandbox.Mapi;
using MailboxImportExport.Sandbox.Streams;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Sandbox.Streams;

public sealed class ItemStreamReaderTests
{
    private const int FirstBuffer = 62;

    [Fact]
    public void RefusesAStreamWhenItEndsAnywhereBeforeItsEnd()
    {
        byte[] whole = TestMessage.Write(TestMessage.Full(attachmentLength: 100));

        for (int length = 0; length < whole.Length; length++)
        {
            byte[] cut = whole[..length];
            Should.Throw<StreamFormatException>(() => TestMessage.Read(cut), $"{length} of {whole.Length} bytes");
        }
    }

    [Fact]
    public void RefusesAStreamWhenACountIsGreaterThanWhatIsLeft()
    {
        byte[] stream = TestMessage.Write(new MessageContent { Properties = new PropertyBag([Tags.Html.With(new byte[10])]) });
        BinaryPrimitives.WriteUInt32LittleEndian(stream.AsSpan(FirstBuffer + FrameReader.HeaderLength + 4), uint.MaxValue);

        Should.Throw<StreamFormatException>(() => TestMessage.Read(stream));
    }

    [Fact]
    public void RefusesAStreamWhenItHoldsNoMessage()
    {
        byte[] stream = TestMessage.Write(TestMessage.Plain("x"));
        stream[28] = 0xFF;

        Should.Throw<StreamFormatException>(() => TestMessage.Read(stream)).Message.ShouldContain("does not hold a message");
    }

    [Fact]
    public void RefusesAStreamWhenItIsOfSomethingElse()
        => Should.Throw<StreamFormatException>(() => TestMessage.Read([.. Enumerable.Repeat((byte)'A', 500)]));

    [Fact]
    public void RefusesAStreamWhenMessagesNestWithoutEnd()
    {
        MessageContent message = TestMessage.Plain("innermost");
        for (int depth = 0; depth < 70; depth++)
        {
            message = new MessageContent
            {
                Properties = message.Properties,
                Attachments = [new AttachmentContent { Properties = new PropertyBag([Tags.AttachNumber.With(0)]), Embedded = message }],
            };
        }

        byte[] stream = TestMessage.Write(message);

        Should.Throw<StreamFormatException>(() => TestMessage.Read(stream)).Message.ShouldContain("embedded");
    }

    [Fact]
    public void ReadsTextWhenItIsInAnotherCodePage()
    {
        byte[] property = [0xE4, 0x84, 0x37, 0x00, 4, 0, 0, 0, (byte)'a', 0xE4, 0x80, 0];

        StreamSample.BareElements(property).Single().Property!.Value.ShouldBe("aä€");
    }

    [Theory]
    [InlineData(0x84B0, false)]
    [InlineData(0x94B0, true)]
    [InlineData(0xD182, false)]
    [InlineData(0xFDE9, false)]
    [InlineData(0x101F, true)]
    public void TellsListsFromTextsWhenTheTypeNamesACodePage(int type, bool isList)
        => TextForm.Of((ushort)type)!.IsList.ShouldBe(isList);
}
