using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using MailboxImportExport.Model;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Graph.Export;

public sealed class ExportAnswerReaderTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task DeliversEveryEntryWhenADocumentIsWrittenAndCutAtRandom(int part)
    {
        for (int seed = part * 1000; seed < (part * 1000) + 1000; seed++)
        {
            Random random = new(seed);
            AnswerEntry[] entries = Entries(random, random.Next(0, 6), isLarge: seed % 100 == 0);
            byte[] document = new AnswerWriter(random).Write(entries);

            RecordingSink sink = await AnswerReading.ReadAsync(document, seed, most: seed % 100 == 0 ? 40_000 : random.Next(1, 300));

            sink.Entries.Count.ShouldBe(entries.Length, $"seed {seed}");
            for (int i = 0; i < entries.Length; i++)
            {
                sink.Entries[i].ShouldBe(entries[i]);
            }
        }
    }

    [Fact]
    public async Task NeverThrowsAnythingElseWhenADocumentIsDamagedAtRandom()
    {
        for (int seed = 0; seed < 4000; seed++)
        {
            Random random = new(seed);
            byte[] document = new AnswerWriter(random).Write(Entries(random, 3, isLarge: false));
            for (int i = random.Next(1, 4); i > 0; i--)
            {
                document[random.Next(document.Length)] = (byte)random.Next(256);
            }

            if (await ReadOrRefuseAsync(document, seed) is RecordingSink refused)
            {
                refused.Opened.ShouldAllBe(static item => item.IsTaken || item.IsDisposed);
            }
        }
    }

    [Fact]
    public async Task DeliversOnlyWholeItemsWhenTheBodyEndsAtAnyOffset()
    {
        Random random = new(7);
        AnswerEntry[] entries = Entries(random, 4, isLarge: false);
        byte[] document = new AnswerWriter(random).Write(entries).AsSpan().TrimEnd(" \t\r\n"u8).ToArray();
        for (int length = 0; length < document.Length; length++)
        {
            RecordingSink sink = await AnswerReading.ReadRefusedAsync(document.AsMemory(0, length), length, most: 50);

            for (int i = 0; i < sink.Entries.Count; i++)
            {
                sink.Entries[i].ShouldBe(entries[i]);
            }
        }
    }

    [Fact]
    public async Task GivesLargeItemsUpWhenTheBodyEndsAtAnyPlace()
    {
        AnswerEntry[] entries = [AnswerEntry.Of("small", [1, 2, 3]), AnswerEntry.Of("first", Bytes(300_000)), AnswerEntry.Of("second", Bytes(250_000))];
        byte[] document = AnswerWriter.Plain(entries);
        for (int length = 0; length < document.Length; length += 9973)
        {
            RecordingSink sink = await AnswerReading.ReadRefusedAsync(document.AsMemory(0, length));

            sink.Opened.ShouldAllBe(static item => item.IsTaken != item.IsDisposed);
            sink.Entries.Select((taken, i) => taken.Content.AsSpan().SequenceEqual(entries[i].Content)).ShouldAllBe(static isSame => isSame);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(98303)]
    [InlineData(98304)]
    [InlineData(98305)]
    [InlineData(196607)]
    [InlineData(196608)]
    [InlineData(196609)]
    [InlineData(5_000_001)]
    public async Task KeepsBytesLengthAndHashWhenAnItemHasASize(int size)
    {
        AnswerEntry[] entries = [AnswerEntry.Of("before", [9]), AnswerEntry.Of("item", Bytes(size)), AnswerEntry.Of("behind", Bytes(10))];

        RecordingSink sink = await AnswerReading.ReadAsync(AnswerWriter.Plain(entries), most: 70_000);

        for (int i = 0; i < entries.Length; i++)
        {
            sink.Entries[i].ShouldBe(entries[i]);
        }
    }

    [Theory]
    [InlineData(98304, 0)]
    [InlineData(98305, 1)]
    public async Task OpensAPlaceOnlyWhenAnItemDoesNotFitIntoTheBuffer(int size, int opened)
        => (await AnswerReading.ReadAsync(AnswerWriter.Plain(AnswerEntry.Of("a", Bytes(size))))).Opened.Count.ShouldBe(opened);

    private static async Task<RecordingSink?> ReadOrRefuseAsync(byte[] document, int seed)
    {
        try
        {
            await AnswerReading.ReadAsync(document, seed, most: 100);
            return null;
        }
        catch (MailboxImportExportException)
        {
            return await AnswerReading.ReadRefusedAsync(document, seed, most: 100);
        }
    }

    private static AnswerEntry[] Entries(Random random, int count, bool isLarge)
    {
        List<AnswerEntry> entries = [];
        for (int i = 0; i < count; i++)
        {
            byte[] content = new byte[isLarge ? random.Next(400_000) : random.Next(random.Next(2) == 0 ? 5 : 400)];
            random.NextBytes(content);
            string id = $"Id-{i}_{random.Next()}=";
            entries.Add(random.Next(6) switch
            {
                0 => new AnswerEntry(id, null, null, "ErrorItemNotFound", "Grüße \"quoted\" \\ 🙂"),
                1 => new AnswerEntry(null, "key", content),
                2 => new AnswerEntry(id, null, null),
                _ => AnswerEntry.Of(id, content),
            });
        }

        return [.. entries];
    }

    private static byte[] Bytes(int count)
    {
        byte[] bytes = new byte[count];
        new Random(count).NextBytes(bytes);
        return bytes;
    }
}
