using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using Microsoft.Win32.SafeHandles;

namespace MailboxImportExport.ModuleTests.Secrets;

/// <summary>Files that this process has open but that have lost their names already. Linux only; elsewhere none are found.</summary>
internal static class OpenFiles
{
    private const string Descriptors = "/proc/self/fd";
    private const int Piece = 64 * 1024;

    /// <summary>The content of those that were made below a folder.</summary>
    public static IEnumerable<Stream> Below(string folder)
    {
        foreach (string link in Directory.Exists(Descriptors) ? Directory.GetFiles(Descriptors) : [])
        {
            if (new FileInfo(link).LinkTarget?.StartsWith(folder, StringComparison.Ordinal) == true)
            {
                yield return Read(int.Parse(Path.GetFileName(link), CultureInfo.InvariantCulture));
            }
        }
    }

    // Through the descriptor itself, and at offsets: its owner goes on using it.
    private static MemoryStream Read(int descriptor)
    {
        using SafeFileHandle handle = new(descriptor, ownsHandle: false);
        MemoryStream content = new();
        byte[] buffer = new byte[Piece];
        int read;
        while ((read = RandomAccess.Read(handle, buffer, content.Length)) > 0)
        {
            content.Write(buffer, 0, read);
        }

        content.Position = 0;
        return content;
    }
}
