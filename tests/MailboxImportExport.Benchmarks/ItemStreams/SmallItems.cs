using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using MailboxImportExport.FastTransfer;
using MailboxImportExport.Mail;

namespace MailboxImportExport.Benchmarks.ItemStreams;

/// <summary>How many mails of 15 KB become objects in a second, with their text made of HTML and all of their properties named.</summary>
internal static class SmallItems
{
    private const int Items = 500;
    private const int TextLength = 10_000;
    private const double Target = 2_000;

    public static Measurement Measure()
    {
        List<byte[]> items = [.. Enumerable.Range(0, Items).Select(Make)];
        double seconds = Trials.Time(() => items.ForEach(Convert));
        return new Measurement("mails of 15 KB to objects, one thread", Items / seconds, "items/s", Target);
    }

    private static byte[] Make(int seed)
    {
        using MemoryStream output = new();
        MadeItem.Write(output, seed, TextLength, null);
        return output.ToArray();
    }

    private static void Convert(byte[] item)
    {
        using FastTransferItem read = FastTransferReader.Read(new MemoryStream(item), "item");
        if (ItemConverter.Convert(read, ItemSource.Of("item", null), item.Length).Subject is null)
        {
            throw new InvalidOperationException("The item has no subject.");
        }
    }
}
