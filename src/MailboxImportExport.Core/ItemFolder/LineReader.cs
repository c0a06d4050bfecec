using System;
using System.Collections.Generic;
using System.IO;

namespace MailboxImportExport.ItemFolder;

/// <summary>Reads a file of lines with the place of each, without ever holding more than one line.</summary>
internal static class LineReader
{
    // A record is about 1 KB; a subject of 255 characters and two long paths do not make it 1 MB.
    private const int LongestLine = 1024 * 1024;

    // Small at first: a single line is read far more often than all of them.
    private const int FirstBuffer = 4 * 1024;
    private const int BufferSize = 64 * 1024;

    /// <summary>Reads the whole lines from a place where one begins. A last line without its end is not given out.</summary>
    public static IEnumerable<Line> Read(string path, long offset = 0)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
        file.Position = offset;
        byte[] buffer = new byte[FirstBuffer];
        int start = 0;
        int end = 0;
        while (true)
        {
            int length = Array.IndexOf(buffer, (byte)'\n', start, end - start) - start;
            if (length >= 0)
            {
                yield return new Line(offset, new ArraySegment<byte>(buffer, start, length));
                start += length + 1;
                offset += length + 1;
                continue;
            }

            Buffer.BlockCopy(buffer, start, buffer, 0, end - start);
            end -= start;
            start = 0;
            if (end >= LongestLine)
            {
                throw Errors.ExportFolderDamaged(path, offset, "a line is far too long");
            }

            if (end > 0 && (end == buffer.Length || buffer.Length < BufferSize))
            {
                Array.Resize(ref buffer, Math.Max(buffer.Length * 2, BufferSize));
            }

            int read = file.Read(buffer, end, buffer.Length - end);
            if (read == 0)
            {
                yield break;
            }

            end += read;
        }
    }

    /// <summary>A line and where it begins in the file. The bytes are valid until the next line is read.</summary>
    internal readonly record struct Line(long Offset, ArraySegment<byte> Text)
    {
        /// <summary>Where the next line begins.</summary>
        public long End => Offset + Text.Count + 1;
    }
}
