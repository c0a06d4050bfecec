using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph.Import;
using MailboxImportExport.Model;
using MailboxImportExport.Tests.Graph.Export;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Graph.Import;

public sealed class ImportItemContentTests
{
    private const int Slice = 96 * 1024;

    public static TheoryData<int> Sizes => [.. Enumerable.Range(0, 11), .. Around(Slice), .. Around(2 * Slice), .. Around(3 * Slice)];

    [Theory]
    [MemberData(nameof(Sizes))]
    public async Task SendsAsManyBytesAsAnnouncedWhenContentHasASize(int size)
    {
        BytesContent item = BytesContent.OfSize(size);
        using ImportItemContent content = new(new ImportPlace("folder"), item, CancellationToken.None);

        byte[] sent = await SendAsync(content);

        content.Headers.ContentLength.ShouldBe(sent.Length);
        using JsonDocument body = JsonDocument.Parse(sent);
        body.RootElement.EnumerateObject().Select(static m => m.Name).ShouldBe(["FolderId", "Mode", "Data"]);
        body.RootElement.GetProperty("Mode").GetString().ShouldBe("create");
        body.RootElement.GetProperty("Data").GetBytesFromBase64().AsSpan().SequenceEqual(item.ToArray()).ShouldBeTrue();
    }

    [Theory]
    [InlineData("key")]
    [InlineData("k\"e\\y/+")]
    public async Task NamesTheItemAndItsVersionWhenItIsUpdated(string changeKey)
    {
        using ImportItemContent content = new(new ImportPlace("folder", "item\"=", changeKey), BytesContent.OfSize(4), CancellationToken.None);

        byte[] sent = await SendAsync(content);

        content.Headers.ContentLength.ShouldBe(sent.Length);
        using JsonDocument body = JsonDocument.Parse(sent);
        body.RootElement.EnumerateObject().Select(static m => m.Name).ShouldBe(["FolderId", "Mode", "ItemId", "ChangeKey", "Data"]);
        body.RootElement.GetProperty("Mode").GetString().ShouldBe("update");
        body.RootElement.GetProperty("ItemId").GetString().ShouldBe("item\"=");
        body.RootElement.GetProperty("ChangeKey").GetString().ShouldBe(changeKey);
    }

    [Fact]
    public async Task TellsOfEachPartAndIsWholeOnlyAtTheEnd()
    {
        using ImportItemContent content = new(new ImportPlace("folder"), BytesContent.OfSize(3 * Slice), CancellationToken.None);
        int parts = 0;
        bool wasWhole = false;
        content.Progressed = () =>
        {
            parts++;
            wasWhole |= content.IsWhole;
        };

        await SendAsync(content);

        parts.ShouldBe(3);
        wasWhole.ShouldBeFalse();
        content.IsWhole.ShouldBeTrue();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(Slice + 1)]
    public async Task CountsWhatWasSent(int size)
    {
        using ImportItemContent content = new(new ImportPlace("folder"), BytesContent.OfSize(size), CancellationToken.None);
        content.BytesSent.ShouldBe(0);

        await SendAsync(content);

        content.BytesSent.ShouldBe(content.BodyLength);
    }

    [Fact]
    public async Task CountsWhatWasSentWhenTheRestWasNot()
    {
        BytesContent item = new(BytesContent.OfSize(Slice + 1).ToArray()) { Sha256 = new byte[32] };
        using ImportItemContent content = new(new ImportPlace("folder"), item, CancellationToken.None);
        using MemoryStream target = new();

        await Should.ThrowAsync<MailboxImportExportException>(() => content.CopyToAsync(target));

        content.BytesSent.ShouldBe(target.Length);
        content.BytesSent.ShouldBeLessThan(content.BodyLength);
    }

    [Fact]
    public async Task SendsTheSameWhenTheSourceGivesLittleAtATime()
    {
        BytesContent item = new(BytesContent.OfSize(250_001).ToArray()) { Open = static bytes => new TrickleStream(bytes, new Random(3), most: 7000) };
        using ImportItemContent content = new(new ImportPlace("folder"), item, CancellationToken.None);

        using JsonDocument body = JsonDocument.Parse(await SendAsync(content));

        body.RootElement.GetProperty("Data").GetBytesFromBase64().AsSpan().SequenceEqual(item.ToArray()).ShouldBeTrue();
    }

    [Theory]
    [InlineData("AAMk-_=")]
    [InlineData("a\"b\\c/d+e")]
    [InlineData("Grüße\n\u0001🙂")]
    public async Task NamesTheFolderWhenItsIdNeedsEscapes(string folderId)
    {
        using ImportItemContent content = new(new ImportPlace(folderId), BytesContent.OfSize(4), CancellationToken.None);

        byte[] sent = await SendAsync(content);

        content.Headers.ContentLength.ShouldBe(sent.Length);
        JsonDocument.Parse(sent).RootElement.GetProperty("FolderId").GetString().ShouldBe(folderId);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(Slice)]
    [InlineData(Slice + 1)]
    public async Task HoldsTheEndBackWhenTheHashIsNotTheRecordedOne(int size)
    {
        BytesContent item = new(BytesContent.OfSize(size).ToArray()) { Sha256 = new byte[32] };

        await ShouldBeCorruptAsync(item, "SHA-256");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(Slice)]
    [InlineData(Slice + 1)]
    public async Task HoldsTheEndBackWhenContentIsShorterThanRecorded(int size)
        => await ShouldBeCorruptAsync(new BytesContent(BytesContent.OfSize(size - 1).ToArray()) { Length = size }, "shorter");

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(Slice)]
    public async Task HoldsTheEndBackWhenContentIsLongerThanRecorded(int size)
        => await ShouldBeCorruptAsync(new BytesContent(BytesContent.OfSize(size + 1).ToArray()) { Length = size, Sha256 = null }, "longer");

    [Fact]
    public async Task SendsWhatIsThereWhenNoHashIsRecorded()
    {
        using ImportItemContent content = new(new ImportPlace("folder"), new BytesContent([1, 2, 3]) { Sha256 = null }, CancellationToken.None);

        JsonDocument.Parse(await SendAsync(content)).RootElement.GetProperty("Data").GetString().ShouldBe("AQID");
    }

    [Fact]
    public async Task SendsTheSameWhenItIsSentTwice()
    {
        BytesContent item = BytesContent.OfSize(Slice + 5);
        using ImportItemContent content = new(new ImportPlace("folder"), item, CancellationToken.None);

        byte[] first = await SendAsync(content);
        byte[] second = await SendAsync(content);

        second.AsSpan().SequenceEqual(first).ShouldBeTrue();
        item.Openings.ShouldBe(2);
    }

    [Theory]
    [InlineData(Slice, false)]
    [InlineData(1024 * 1024, true)]
    public void AsksBeforeItSendsOnlyWhenTheBodyIsLong(int size, bool asks)
    {
        using ImportItemContent content = new(new ImportPlace("folder"), BytesContent.OfSize(size), CancellationToken.None);

        content.ExpectContinue.ShouldBe(asks);
    }

    [Fact]
    public async Task SaysThatTheSourceFailedWhenItCannotBeRead()
    {
        BytesContent item = new([1, 2, 3]) { Open = static _ => new FailingStream() };
        using ImportItemContent content = new(new ImportPlace("folder"), item, CancellationToken.None);

        MailboxImportExportException thrown = await Should.ThrowAsync<MailboxImportExportException>(() => SendAsync(content));

        thrown.Kind.ShouldBe(FailureKind.FileNotReadable);
        thrown.Target.ShouldBe(item.Name);
    }

    [Fact]
    public async Task StopsWhenItIsCancelled()
    {
        using CancellationTokenSource cancel = new();
        BytesContent item = new(new byte[Slice * 2]) { Open = bytes => new CancellingStream(bytes, cancel) };
        using ImportItemContent content = new(new ImportPlace("folder"), item, cancel.Token);

        await Should.ThrowAsync<OperationCanceledException>(() => SendAsync(content));
    }

    private static int[] Around(int size) => [size - 2, size - 1, size, size + 1, size + 2];

    private static async Task<byte[]> SendAsync(ImportItemContent content)
    {
        using MemoryStream target = new();
        await content.CopyToAsync(target);
        return target.ToArray();
    }

    private static async Task ShouldBeCorruptAsync(BytesContent item, string reason)
    {
        using ImportItemContent content = new(new ImportPlace("folder"), item, CancellationToken.None);
        using MemoryStream target = new();

        MailboxImportExportException thrown = await Should.ThrowAsync<MailboxImportExportException>(() => content.CopyToAsync(target));

        thrown.Kind.ShouldBe(FailureKind.ItemCorrupt);
        thrown.Message.ShouldContain(reason);
        target.Length.ShouldBeLessThan(content.BodyLength);
        target.ToArray().ShouldNotContain((byte)'}');
    }

    private sealed class FailingStream : MemoryStream
    {
        public override int Read(byte[] buffer, int offset, int count) => throw new IOException("The network name is no longer available.");
    }

    private sealed class CancellingStream(byte[] content, CancellationTokenSource cancel) : MemoryStream(content)
    {
        public override int Read(byte[] buffer, int offset, int count)
        {
            cancel.Cancel();
            return base.Read(buffer, offset, count);
        }
    }
}
