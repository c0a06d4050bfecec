using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using MailboxImportExport.FastTransfer;

namespace MailboxImportExport.Benchmarks.ItemStreams;

/// <summary>
/// Looking through items with large attachments against the SHA-256 of the same bytes, which every export pays anyway: what is
/// not far slower than that may be done to each item that passes by.
/// </summary>
internal static class ScanAgainstHash
{
    private const int Items = 8;
    private const int AttachmentLength = 4 * 1024 * 1024;
    private const int TextLength = 5_000;
    private const int PieceLength = 96 * 1024;
    private const double Target = 0.5;

    public static IEnumerable<Measurement> Measure()
    {
        List<byte[]> items = [.. Enumerable.Range(0, Items).Select(Make)];
        Action hash = () => items.ForEach(static item => SHA256.HashData(item));

        yield return new Measurement("structure of items with attachments of 4 MB, against SHA-256", Trials.Ratio(() => items.ForEach(Read), hash), "times", Target);
        yield return new Measurement("identity of the same while they pass by, against SHA-256", Trials.Ratio(() => items.ForEach(Scan), hash), "times", Target);
        yield return new Measurement("every value of the same, attachments included, against SHA-256", Trials.Ratio(() => items.ForEach(ReadAll), hash), "times", Target);
    }

    private static byte[] Make(int seed)
    {
        byte[] attachment = new byte[AttachmentLength];
        new Random(seed).NextBytes(attachment);
        using MemoryStream output = new();
        MadeItem.Write(output, seed, TextLength, new MemoryStream(attachment));
        return output.ToArray();
    }

    private static void Read(byte[] item) => FastTransferReader.Read(new MemoryStream(item), "item").Dispose();

    private static void Scan(byte[] item)
    {
        IdentityScanner scanner = new();
        for (int offset = 0; offset < item.Length; offset += PieceLength)
        {
            scanner.Feed(item.AsSpan(offset, Math.Min(PieceLength, item.Length - offset)));
        }

        if (scanner.Complete()?.Subject is null)
        {
            throw new InvalidOperationException("The scanner did not find the item.");
        }
    }

    private static void ReadAll(byte[] item)
    {
        using FastTransferItem read = FastTransferReader.Read(new MemoryStream(item), "item");
        foreach (ItemNode node in read.Message.Attachments.Concat(read.Message.Recipients).Append(read.Message))
        {
            foreach (ItemProperty property in node.Properties)
            {
                property.Value();
            }
        }
    }
}
