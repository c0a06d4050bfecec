using System;
using System.IO;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace MailboxImportExport.ItemFolder;

/// <summary>Makes lines of JSON, and adds them to files as wholes. <see cref="LineReader"/> reads them.</summary>
internal static class LineWriter
{
    /// <summary>One line with its end.</summary>
    public static byte[] Line<T>(T record, JsonTypeInfo<T> type)
    {
        byte[] line = JsonSerializer.SerializeToUtf8Bytes(record, type);
        Array.Resize(ref line, line.Length + 1);
        line[line.Length - 1] = (byte)'\n';
        return line;
    }

    /// <summary>Adds a line. When that fails the file is as it was.</summary>
    /// <param name="file">The file, open for appending.</param>
    /// <param name="line">The line with its end.</param>
    /// <param name="end">Where the file ends.</param>
    public static void Append(Stream file, byte[] line, long end)
    {
        try
        {
            file.Write(line, 0, line.Length);
        }
        catch (IOException)
        {
            // A full disk takes half a line; the next one must not be glued to it.
            file.SetLength(end);
            throw;
        }
    }
}
