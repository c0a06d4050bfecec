using System;
using System.Collections.Generic;
using System.Linq;
using MailboxImportExport.FastTransfer;
using MailboxImportExport.Model;
using MailboxImportExport.Model.Mapi;
using Shouldly;
using Xunit;
using static MailboxImportExport.Tests.FastTransfer.StreamBytes;

namespace MailboxImportExport.Tests.FastTransfer;

public sealed class HostileStreamTests
{
    private const int Many = 100_000;

    private static readonly Dictionary<string, byte[]> Streams = new()
    {
        ["nested"] = Repeated([.. Marker(StreamMarker.NewAttach), .. Marker(StreamMarker.StartEmbed)]),
        ["nested without attachments"] = Repeated(Marker(StreamMarker.StartEmbed)),
        ["recipients that do not end"] = Repeated(Marker(StreamMarker.StartRecip)),
        ["empty recipients"] = Repeated([.. Marker(StreamMarker.StartRecip), .. Marker(StreamMarker.EndToRecip)]),
        ["empty attachments"] = Repeated([.. Marker(StreamMarker.NewAttach), .. Marker(StreamMarker.EndAttach)]),
        ["ends only"] = Repeated(Marker(StreamMarker.EndEmbed)),
        ["properties of two bytes"] = Repeated([.. Number(0x0023000B), 0, 0]),
        ["properties without values"] = Repeated(Number(0x00370001)),
        ["directives"] = Repeated(Int(0x40160003, 0x0E13000D)),
        ["warnings"] = Repeated(Int(0x400F0003, 1)),
        ["frames of one byte"] = [.. Prologue, .. Enumerable.Repeat(Frame(FrameOperation.TransferBuffer, [3]), Many).SelectMany(static frame => frame)],
        ["empty frames"] = [.. Prologue, .. Enumerable.Repeat(Frame(FrameOperation.TransferBuffer, []), Many).SelectMany(static frame => frame)],
        ["unknown frames"] = [.. Prologue, .. Enumerable.Repeat(Frame(99, []), Many).SelectMany(static frame => frame)],
        ["names under one number"] = Stream([.. Enumerable.Range(0, 10_000).SelectMany(static number => Named(0x8000, number))]),
        ["names under many numbers"] = Stream([.. Enumerable.Range(0, 10_000).SelectMany(static number => Named((ushort)(0x8000 + number), number))]),
        ["lists in vain"] = Stream([.. Enumerable.Repeat(0, 5_000).SelectMany(static _ => Sized(0x003794B0, [.. Number(4_000_000), 0, 0]))]),
        ["code pages"] = Stream([.. Enumerable.Range(0x8000, 0x7FFF).SelectMany(static type => Sized(0x00370000u | (uint)type, [0x41, 0]))]),
    };

    public static TheoryData<string> Names => [.. Streams.Keys];

    public static TheoryData<int> CountedTypes =>
    [
        0x001F, 0x001E, 0x84B0, 0x94B0, 0x84E4, 0x0102, 0x000D, 0x00FB,
        0x1002, 0x1003, 0x1004, 0x1005, 0x1006, 0x1007, 0x1014, 0x1040, 0x1048, 0x101E, 0x101F, 0x1102,
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public void CostsNoMoreThanItsLengthAllows(string name) => ReadingCost.ShouldBeBounded(Streams[name], name);

    [Theory]
    [MemberData(nameof(CountedTypes))]
    public void AllocatesNothingForACountThatIsNotThere(int type)
    {
        foreach (uint count in new uint[] { 0xFFFFFFFF, 0xFFFFFFFE, 0x80000000, 0x7FFFFFFF, 0x40000000, 0x10000000, 1_000_000 })
        {
            byte[] stream = Stream(Int(ImportanceTag, 2), Number(0x00370000u | (uint)type), Number(count), new byte[60]);
            ReadingCost.ShouldBeBounded(stream, $"{type:X4} {count:X8}");

            long start = GC.GetAllocatedBytesForCurrentThread();
            using FastTransferItem item = Read(stream);
            item.Message.Number(new MapiPropertyId(0x0017)).ShouldBe(2);
            (GC.GetAllocatedBytesForCurrentThread() - start).ShouldBeLessThan(64 * 1024);
        }
    }

    [Fact]
    public void IsRefusedWhenMessagesAreNestedTooDeep()
    {
        MailboxImportExportException refusal = Should.Throw<MailboxImportExportException>(() => Read(Streams["nested"]));

        refusal.Kind.ShouldBe(FailureKind.ItemUnreadable);
        refusal.Message.ShouldContain("64 deep");
    }

    [Fact]
    public void IsReadWhenMessagesAreNestedAsDeepAsIsAllowed()
    {
        byte[] down = [.. Enumerable.Repeat<byte[]>([.. Marker(StreamMarker.NewAttach), .. Marker(StreamMarker.StartEmbed)], ReadingLimits.Depth).SelectMany(static m => m)];
        byte[] up = [.. Enumerable.Repeat<byte[]>([.. Marker(StreamMarker.EndEmbed), .. Marker(StreamMarker.EndAttach)], ReadingLimits.Depth).SelectMany(static m => m)];

        using FastTransferItem item = Read(Stream(down, Int(ImportanceTag, 2), up));

        item.IsComplete.ShouldBeTrue();
        ItemNode innermost = item.Message;
        while (innermost.Attachments.FirstOrDefault()?.Embedded is ItemNode deeper)
        {
            innermost = deeper;
        }

        innermost.Number(new MapiPropertyId(0x0017)).ShouldBe(2);
    }

    [Fact]
    public void IsRefusedWhenItHasMoreNamesThanAMailboxCanMap()
    {
        byte[] stream = Stream([.. Enumerable.Range(0, ReadingLimits.Names + 1).SelectMany(static number => Named(0x8000, number))]);

        Should.Throw<MailboxImportExportException>(() => Read(stream)).Kind.ShouldBe(FailureKind.ItemUnreadable);
    }

    [Fact]
    public void IsReadAsFarAsItGoesWhenANameDoesNotEnd()
    {
        byte[] name = [.. Number(0x80000003), .. new byte[16], 1, .. Enumerable.Repeat((byte)'x', 100_000)];

        using FastTransferItem item = Read(Stream(Int(ImportanceTag, 2), name));

        item.Message.Properties.ShouldHaveSingleItem();
        item.Warnings.ToModel().ShouldHaveSingleItem().Message.ShouldContain("name");
    }

    [Fact]
    public void KeepsTheFirstWarningsAndCountsTheOthers()
    {
        using FastTransferItem item = Read(Streams["ends only"]);

        IReadOnlyList<ItemStreamWarning> warnings = item.Warnings.ToModel();

        warnings.Count.ShouldBe(ReadingLimits.Warnings + 1);
        warnings[^1].Message.ShouldBe($"{Many - ReadingLimits.Warnings} further warnings.");
    }

    private static byte[] Repeated(byte[] element) => Stream([.. Enumerable.Repeat(element, Many).SelectMany(static e => e)]);

    private static byte[] Named(ushort id, int number) => [.. Number(((uint)id << 16) | 0x000B), .. new byte[16], 0, .. Number((uint)number), 0, 0];
}
