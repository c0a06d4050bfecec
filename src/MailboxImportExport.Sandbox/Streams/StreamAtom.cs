using System;

namespace MailboxImportExport.Sandbox.Streams;

/// <summary>
/// A piece of a FastTransfer stream. Markers, property heads, lengths and fixed values may not be divided between two transfer buffers;
/// the bytes of a variable value may, UTF-16 text only between characters.
/// </summary>
/// <param name="Bytes">The piece.</param>
/// <param name="Unit">It may be divided at multiples of this; 0 when it may not be divided.</param>
internal readonly record struct StreamAtom(ReadOnlyMemory<byte> Bytes, int Unit)
{
    public static StreamAtom Whole(byte[] bytes) => new(bytes, 0);
}
