using System;
using System.IO;
using System.Linq;
using MailboxImportExport.FastTransfer;
using MailboxImportExport.Model;
using Shouldly;

namespace MailboxImportExport.Tests.FastTransfer;

/// <summary>Reads whatever bytes, all of them, and holds what it cost against what a reader may take.</summary>
internal static class ReadingCost
{
    // The promise is 4 times the input and 1 MB for reading. Looking at everything is counted apart: somebody asked for it, and
    // gets objects for each recipient, which can have as little as four bytes in the stream.
    private const int ReadingFactor = 4;
    private const int ValuesFactor = 128;
    private const int WorkFactor = 8;
    private const long Room = 64 * 1024;

    // Tables of encodings are loaded when the process first meets a code page.
    static ReadingCost()
    {
        for (int codePage = 0; codePage <= ushort.MaxValue; codePage++)
        {
            CodePages.IsKnown(codePage);
        }

        StreamBytes.Read(StreamBytes.Stream(StreamBytes.Text(StreamBytes.SubjectTag, "first"))).Dispose();
    }

    /// <summary>Reads a stream and everything in it.</summary>
    /// <returns>Whether it was an item.</returns>
    public static bool ShouldBeBounded(byte[] stream, string name)
    {
        MemoryStream source = new(stream);
        long start = GC.GetAllocatedBytesForCurrentThread();
        FastTransferItem? item = null;
        try
        {
            item = FastTransferReader.Read(source, name);
        }
        catch (MailboxImportExportException e) when (e.Kind == FailureKind.ItemUnreadable)
        {
            // The one exception that reading may end with.
        }

        long allocated = GC.GetAllocatedBytesForCurrentThread() - start;
        allocated.ShouldBeLessThanOrEqualTo((ReadingFactor * (long)stream.Length) + Room, name);
        if (item is null)
        {
            return false;
        }

        using (item)
        {
            item.Work.ShouldBeLessThanOrEqualTo(WorkFactor * (long)stream.Length, name);
            start = GC.GetAllocatedBytesForCurrentThread();
            Visit(item.Message);
            allocated = GC.GetAllocatedBytesForCurrentThread() - start;
            allocated.ShouldBeLessThanOrEqualTo((ValuesFactor * (long)stream.Length) + Room, name);
            new FastTransferWriter(Stream.Null).Copy(item.Message);
            item.Warnings.ToModel().Count.ShouldBeLessThan(100, name);
        }

        return true;
    }

    private static void Visit(ItemNode node)
    {
        foreach (ItemProperty property in node.Properties)
        {
            property.Value();
            property.Length.ShouldBeGreaterThanOrEqualTo(0);
        }

        foreach (ItemNode child in node.Recipients.Concat(node.Attachments))
        {
            Visit(child);
        }

        if (node.Embedded is ItemNode embedded)
        {
            Visit(embedded);
        }
    }
}
