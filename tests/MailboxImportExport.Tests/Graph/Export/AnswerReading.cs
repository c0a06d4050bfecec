using System;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph.Export;
using MailboxImportExport.Model;
using Shouldly;

namespace MailboxImportExport.Tests.Graph.Export;

/// <summary>Reads a document as it would arrive, and judges what came out.</summary>
internal static class AnswerReading
{
    public static async Task<RecordingSink> ReadAsync(ReadOnlyMemory<byte> document, int seed = 1, int most = int.MaxValue - 1)
    {
        RecordingSink sink = new();
        await ReadIntoAsync(sink, document, seed, most);
        return sink;
    }

    /// <summary>Reads a document that must be refused, and gives what was delivered before.</summary>
    public static async Task<RecordingSink> ReadRefusedAsync(ReadOnlyMemory<byte> document, int seed = 1, int most = int.MaxValue - 1)
    {
        RecordingSink sink = new();
        Exception? thrown = await Record(() => ReadIntoAsync(sink, document, seed, most));
        thrown.ShouldBeOfType<MailboxImportExportException>(thrown?.ToString()).Kind.ShouldBe(FailureKind.ServiceAnswerInvalid);
        return sink;
    }

    public static async Task ReadIntoAsync(IItemSink sink, ReadOnlyMemory<byte> document, int seed, int most)
    {
        using TrickleStream body = new(document, new Random(seed), most);
        using ExportAnswerReader reader = new(body, sink);
        await reader.ReadAsync(CancellationToken.None);
    }

    public static void ShouldBe(this RecordingSink.Taken taken, AnswerEntry expected)
    {
        taken.ItemId.ShouldBe(expected.ItemId);
        taken.ChangeKey.ShouldBe(expected.ChangeKey);
        taken.ErrorCode.ShouldBe(expected.ErrorCode);
        taken.ErrorMessage.ShouldBe(expected.ErrorMessage);
        (taken.Content is null).ShouldBe(expected.Content is null);
        if (expected.Content is not null)
        {
            taken.Content.AsSpan().SequenceEqual(expected.Content).ShouldBeTrue("the content is not what was sent");
            taken.Length.ShouldBe(expected.Content.Length);
            taken.Sha256.AsSpan().SequenceEqual(SHA256.HashData(expected.Content)).ShouldBeTrue("the hash is not that of the content");
        }
    }

    private static async Task<Exception?> Record(Func<Task> action)
    {
        try
        {
            await action();
            return null;
        }
        catch (Exception e)
        {
            return e;
        }
    }
}
