using System;
using System.Linq;
using System.Threading.Tasks;
using MailboxImportExport.FastTransfer;
using MailboxImportExport.Mail;
using MailboxImportExport.Model;
using MailboxImportExport.Sandbox;
using MailboxImportExport.Sandbox.Graph.Export;
using MailboxImportExport.Sandbox.Mapi;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Sandbox.Streams;
using MailboxImportExport.Sandbox.Tenant;
using MailboxImportExport.Tests.Sandbox.Streams;
using Shouldly;
using Xunit;
using static MailboxImportExport.Tests.FastTransfer.StreamBytes;

namespace MailboxImportExport.Tests.FastTransfer;

public sealed class IdentityScannerTests
{
    private static readonly byte[] Key = [1, 2, 3, 4];
    private static readonly DateTimeOffset Sent = new(2024, 2, 29, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(false, false, 0)]
    [InlineData(true, true, 1)]
    [InlineData(true, false, 2)]
    public void FindsWhatTheReaderFindsInEveryItemOfTheSeed(bool listsNameTheirCodePage, bool propertiesAfterAttachments, int between)
    {
        SandboxTenant tenant = new TenantSeed(20_240_229, TimeProvider.System).Create();
        SandboxSwitches switches = new()
        {
            TextListsNameTheirCodePage = listsNameTheirCodePage,
            PropertiesAfterAttachments = propertiesAfterAttachments,
            FrameBetweenTransferBuffers = (InterleavedFrame)between,
        };
        int withKey = 0;
        foreach (SandboxItem item in tenant.Mailboxes.SelectMany(static m => m.Items))
        {
            byte[] stream = [.. ItemExporter.Export(item, switches).SelectMany(static piece => piece.ToArray())];

            ItemIdentity found = Identity(Scan(stream, 96 * 1024)!);

            found.ShouldBe(ReadIdentity(stream));
            withKey += found.SearchKey is null ? 0 : 1;
        }

        withKey.ShouldBeGreaterThan(100);
    }

    [Fact]
    public void FindsWhatTheReaderFindsInGeneratedItems()
        => Parallel.For(0, 2_000, static seed =>
        {
            MessageContent message = new RandomMessage(seed).Next();
            PropertyBag properties = message.Properties.With(Tags.SearchKey.With(Key)).With(Tags.Subject.With("\u0001\u0005RE: hello")).With(Tags.MessageClass.With("IPM.Note"));
            byte[] stream = TestMessage.Write(message with { Properties = properties }, new StreamShape
            {
                TextListsNameTheirCodePage = seed % 2 == 0,
                PropertiesAfterAttachments = seed % 3 == 0,
                Interleaved = (InterleavedFrame)(seed % 5 % 3),
            });

            ItemIdentity found = Identity(Scan(stream, 1 + (seed % 97)).ShouldNotBeNull($"seed {seed}"));

            found.ShouldBe(ReadIdentity(stream), $"seed {seed}");
            found.Subject.ShouldBe("RE: hello");
        });

    [Fact]
    public void FindsTheSameHoweverTheContentArrives()
    {
        byte[] stream = TestMessage.Write(WithIdentity(TestMessage.Full(attachmentLength: 1_000)), new StreamShape { PropertiesAfterAttachments = true });
        ItemIdentity expected = ReadIdentity(stream);
        expected.SearchKey.ShouldNotBeNull();

        for (int piece = 1; piece <= stream.Length; piece += piece < 200 ? 1 : 97)
        {
            Identity(Scan(stream, piece)!).ShouldBe(expected, $"pieces of {piece}");
        }
    }

    [Fact]
    public void TakesNothingFromAttachedItemsAndRecipients()
    {
        MessageContent inner = WithIdentity(TestMessage.Plain("inside"));
        AttachmentContent attachment = new() { Properties = new PropertyBag([Tags.AttachMethod.With(5), Tags.SearchKey.With(Key)]), Embedded = inner };
        MessageContent message = TestMessage.Plain("outside") with { Attachments = [attachment], Recipients = [new PropertyBag([Tags.SearchKey.With(Key), Tags.DisplayName.With("x")])] };

        IdentityFields found = Scan(TestMessage.Write(message), 50)!;

        found.Subject.ShouldBe("outside");
        found.SearchKey.ShouldBeNull();
        found.Sent.ShouldBeNull();
    }

    [Fact]
    public void LooksAtNothingMoreOnceAllIsFound()
    {
        byte[] stream = TestMessage.Write(WithIdentity(TestMessage.Plain("a")));

        Scan([.. stream, .. Number(99), .. Number(1_000_000)], 30)!.Subject.ShouldBe("a");
    }

    [Fact]
    public void SaysNothingWhenTheContentIsCutOffBeforeAllIsFound()
    {
        byte[] stream = TestMessage.Write(TestMessage.Plain("a", htmlLength: 1_000));

        Scan(stream, 64).ShouldNotBeNull();
        Scan(stream[..^1], 64).ShouldBeNull();
        Scan(stream[..70], 64).ShouldBeNull();
        Scan([], 64).ShouldBeNull();
    }

    [Theory]
    [InlineData(0x00370099)]
    [InlineData(0x40090003)]
    public void SaysNothingWhenItCannotFollow(int tag)
        => Scan(Stream(Text(SubjectTag, "a"), Number((uint)tag), new byte[40]), 16).ShouldBeNull();

    [Fact]
    public void ReadsOneTextWithTheTypeOfAList()
    {
        byte[] stream = Stream(Sized(0x003D94B0, System.Text.Encoding.Unicode.GetBytes("one text\0")), Text(SubjectTag, "a"));

        Scan(stream, 10)!.Subject.ShouldBe("a");
    }

    [Fact]
    public void FailsOnNoDamage()
    {
        byte[][] originals = [TestMessage.Write(WithIdentity(TestMessage.Full(attachmentLength: 1_000))), StreamSample.Read("synthetic-full.b64")[..4_000]];
        StreamMutator mutator = new(7, [.. originals]);
        for (int input = 0; input < 20_000; input++)
        {
            byte[] stream = mutator.Next();
            long start = GC.GetAllocatedBytesForCurrentThread();
            IdentityScanner scanner = new();
            scanner.Feed(stream);
            scanner.Complete();

            (GC.GetAllocatedBytesForCurrentThread() - start).ShouldBeLessThan((8 * stream.Length) + (6 * 64 * 1024));
        }
    }

    private static MessageContent WithIdentity(MessageContent message) => message with
    {
        Properties = message.Properties.With(Tags.SearchKey.With(Key)).With(Tags.ClientSubmitTime.With(Sent)).With(Tags.MessageDeliveryTime.With(Sent.AddSeconds(3))),
    };

    private static ItemIdentity Identity(IdentityFields fields) => ItemIdentity.Of(fields.SearchKey, fields.ItemClass, fields.Subject, fields.Sent, fields.Received);

    private static ItemIdentity ReadIdentity(byte[] stream)
    {
        using FastTransferItem item = Read(stream);
        return StreamIdentity.Of(item.Message);
    }

    private static IdentityFields? Scan(byte[] stream, int piece)
    {
        IdentityScanner scanner = new();
        for (int offset = 0; offset < stream.Length; offset += piece)
        {
            scanner.Feed(stream.AsSpan(offset, Math.Min(piece, stream.Length - offset)));
        }

        return scanner.Complete();
    }
}
