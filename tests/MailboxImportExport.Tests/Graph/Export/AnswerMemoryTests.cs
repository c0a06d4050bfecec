using System;
using System.Buffers.Text;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph.Export;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Graph.Export;

public sealed class AnswerMemoryTests
{
    private const int ItemSize = 20 * 1024 * 1024;

    [Fact]
    public void AllocatesNothingProportionalWhenAnItemIsLarge()
    {
        byte[] document = Document();
        Read(document);

        long before = GC.GetAllocatedBytesForCurrentThread();
        long length = Read(document);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        length.ShouldBe(ItemSize);
        allocated.ShouldBeLessThan(1024 * 1024);
    }

    private static byte[] Document()
    {
        byte[] start = "{\"value\":[{\"itemId\":\"a\",\"data\":\""u8.ToArray();
        byte[] end = "\"}]}"u8.ToArray();
        byte[] document = new byte[start.Length + Base64.GetMaxEncodedToUtf8Length(ItemSize) + end.Length];
        start.CopyTo(document, 0);
        Base64.EncodeToUtf8(new byte[ItemSize], document.AsSpan(start.Length), out _, out int written);
        end.CopyTo(document, start.Length + written);
        return document;
    }

    // The source and the sink end at once, so that everything happens on this thread.
    private static long Read(byte[] document)
    {
        CountingSink sink = new();
        using MemoryStream body = new(document);
        using ExportAnswerReader reader = new(body, sink);
        Task reading = reader.ReadAsync(CancellationToken.None);
        reading.IsCompletedSuccessfully.ShouldBeTrue();
        return sink.Length;
    }

    private sealed class CountingSink : IItemSink, ILargeItem
    {
        public long Length { get; private set; }

        public Task<ILargeItem> OpenLargeAsync(CancellationToken cancellationToken) => Task.FromResult<ILargeItem>(this);

        public Task TakeAsync(ExportEntry entry, CancellationToken cancellationToken)
        {
            Length.ShouldBe(entry.Length);
            return Task.CompletedTask;
        }

        public Task WriteAsync(byte[] buffer, int count, CancellationToken cancellationToken)
        {
            Length += count;
            return Task.CompletedTask;
        }

        public void Dispose()
        {
        }
    }
}
