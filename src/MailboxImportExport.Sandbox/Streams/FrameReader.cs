using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;

namespace MailboxImportExport.Sandbox.Streams;

/// <summary>Walks the frames of an item stream without reading their payloads.</summary>
internal static class FrameReader
{
    public const int HeaderLength = 8;

    /// <summary>The frames in order; the last one is incomplete when the stream ends inside it.</summary>
    public static IReadOnlyList<Frame> ReadAll(Stream source)
    {
        List<Frame> frames = [];
        byte[] header = new byte[HeaderLength];
        long offset = 0;
        while (offset < source.Length)
        {
            source.Position = offset;
            if (source.ReadAtLeast(header, HeaderLength, throwOnEndOfStream: false) < HeaderLength)
            {
                throw new StreamFormatException("The stream ends inside the header of a frame.", offset);
            }

            uint operation = BinaryPrimitives.ReadUInt32LittleEndian(header);
            uint length = BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(4));
            long payload = offset + HeaderLength;
            frames.Add(new Frame(operation, payload, length, Math.Min(length, source.Length - payload)));
            offset = payload + length;
        }

        return frames;
    }
}
