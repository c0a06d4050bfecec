using System;
using System.IO;
using MailboxImportExport.Model;

namespace MailboxImportExport.FastTransfer;

/// <summary>
/// Reads an exported item. The structure is read at once, eight bytes of memory for each property; values stay in the stream
/// until somebody asks for them, so that an item of 150 MB costs as little as one of 150 KB.
/// </summary>
/// <remarks>
/// Whatever the bytes are, there is one exception: <see cref="MailboxImportExportException"/> of the kind
/// <see cref="FailureKind.ItemUnreadable"/>, for what is no item stream at all and for what goes beyond <see cref="ReadingLimits"/>.
/// A stream that is cut off or has something unknown in it is read as far as it can be, with warnings. Reading is synchronous:
/// it takes small pieces from the page cache or from memory.
/// </remarks>
internal static class FastTransferReader
{
    /// <summary>Reads an item.</summary>
    /// <param name="source">The stream; it has to allow seeking, and belongs to the item from here on, also when reading fails.</param>
    /// <param name="name">What the user knows it by, for errors.</param>
    public static FastTransferItem Read(Stream source, string name)
    {
        if (!source.CanSeek)
        {
            throw new ArgumentException("An item is read from streams that allow seeking.", nameof(source));
        }

        StreamWarnings warnings = new();
        PayloadReader? payload = null;
        try
        {
            FrameMap frames = FrameMap.Walk(source, name, warnings);
            payload = new PayloadReader(source, frames, name);
            NameTable names = new(name);
            ItemIndexer indexer = new(payload, names, warnings);
            ChunkedList<ItemElement> elements = indexer.Read();
            return new FastTransferItem(payload, names, elements, warnings)
            {
                Version = frames.Version,
                IsAssociated = indexer.IsAssociated,
                UnreadBytes = payload.Length - indexer.Position,
            };
        }
        catch
        {
            (payload as IDisposable ?? source).Dispose();
            throw;
        }
    }
}
