using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using MailboxImportExport.FastTransfer;
using MailboxImportExport.Mail;
using MailboxImportExport.Model;
using MailboxImportExport.Sandbox.Mapi;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Tests.FastTransfer;
using MailboxImportExport.Tests.Sandbox.Streams;
using MimeKit;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Mail;

/// <summary>Converts damaged items: values are as hostile as the stream that they stand in.</summary>
public sealed class ItemConverterFuzzTests
{
    private const int Lanes = 16;
    private const int InputsInLane = 1_000;

    // A body of rich text grows when it is decompressed, and again when it becomes text; each property becomes an object with names.
    private const int Factor = 400;
    private const int Room = 1024 * 1024;
    private const string Rtf = @"{\rtf1\ansi\ansicpg1252\fromhtml1 {\fonttbl{\f0\fcharset128 A;}}{\*\htmltag64 <p>}\htmlrtf {\htmlrtf0 \f0\'82\'a0 \u252\'fc Hello{\*\htmltag72 </p>}\bin3 abc}}";
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private static readonly IReadOnlyList<byte[]> Originals = [.. Items().Select(static item => TestMessage.Write(item))];

    [Fact]
    public void EndsWithAnItemOrTheOneErrorWhateverIsDamaged()
    {
        int[] items = new int[Lanes];
        Parallel.For(0, Lanes, lane =>
        {
            StreamMutator mutator = new(lane, Originals);
            for (int input = 0; input < InputsInLane; input++)
            {
                byte[] stream = mutator.Next();
                long start = GC.GetAllocatedBytesForCurrentThread();
                items[lane] += TryConvert(stream) ? 1 : 0;

                (GC.GetAllocatedBytesForCurrentThread() - start).ShouldBeLessThan(Room + (Factor * (long)stream.Length), $"lane {lane}, input {input}");
            }
        });

        items.Sum().ShouldBeGreaterThan(Lanes * InputsInLane / 2);
    }

    [Fact]
    public void ReadsRichTextAndHtmlHoweverDamaged()
    {
        List<byte[]> originals = [Encoding.ASCII.GetBytes(Rtf), RtfCompressor.Compress(Encoding.ASCII.GetBytes(Rtf)), "<html><style>p{}</style><p a='b'>x &amp; &#x1F600; y<br><!-- c --><td>z</td></p>"u8.ToArray()];
        StreamMutator mutator = new(11, originals);
        for (int input = 0; input < Lanes * InputsInLane; input++)
        {
            byte[] bytes = mutator.Next();

            (RtfCompression.Decompress(bytes)?.Length ?? 0).ShouldBeLessThanOrEqualTo(9 * bytes.Length);
            RtfBody.Read(bytes).Content.Length.ShouldBeLessThanOrEqualTo((4 * bytes.Length) + 16);
            HtmlText.Of(HtmlBytes.Decode(bytes, null)).Length.ShouldBeLessThanOrEqualTo((4 * bytes.Length) + 16);
        }
    }

    private static bool TryConvert(byte[] stream)
    {
        try
        {
            using FastTransferItem item = StreamBytes.Read(stream);
            MailboxItemContent content = ItemConverter.Convert(item, ItemSource.Of("test", null), stream.Length);
            content.ToString().ShouldNotBeNull();
            content.Attachments.ShouldAllBe(static attachment => AttachmentFileName.Of(attachment.Name, "x").Length > 0);
            PropertyValues(item);
            StreamIdentity.Of(item.Message).ShouldNotBeNull();
            return true;
        }
        catch (MailboxImportExportException e) when (e.Kind == FailureKind.ItemUnreadable)
        {
            return false;
        }
    }

    private static void PropertyValues(FastTransferItem item)
        => MailboxImportExport.Mail.PropertyValues.Everything(item.Message, []).ShouldAllBe(static value => value.ToString().Length > 0);

    private static IEnumerable<MessageContent> Items()
    {
        MailboxAddress person = new("Adele Vance", "adele@contoso.example");
        byte[] oneOff = [0, 0, 0, 0, .. Convert.FromHexString("812B1FA4BEA310199D6E00DD010F5402"), 0, 0, 0x01, 0x90, .. Encoding.Unicode.GetBytes("Adele\0SMTP\0adele@contoso.example\0")];
        yield return TestMessage.Full(attachmentLength: 500);
        yield return CalendarItems.Weekly("Team", Start, TimeSpan.FromMinutes(45), "Room 1", 10);
        yield return CalendarItems.MeetingRequest("Plan", Start, TimeSpan.FromHours(1), [1, 2, 3], person, person);
        yield return PersonalItems.Contact("Adele", "Vance", "Contoso", "adele@contoso.example");
        yield return PersonalItems.TaskItem("Report", Start, Start.AddDays(7));
        yield return new MapiPropertyBagBuilder(
            new PropertyTag(0x1009, PropertyType.Binary).With(RtfCompressor.Compress(Encoding.ASCII.GetBytes(Rtf))),
            Tags.SenderName.With("Adele"),
            new PropertyTag(0x0C19, PropertyType.Binary).With(oneOff)).Message;
        yield return new MapiPropertyBagBuilder(Tags.Html.With("<meta charset=utf-8><p>Gr\u00fc\u00dfe</p>"u8.ToArray()), Tags.InternetCodepage.With(65001)).Message;
    }
}
