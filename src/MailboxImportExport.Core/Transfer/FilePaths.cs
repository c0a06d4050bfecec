using System;
using System.IO;

namespace MailboxImportExport.Transfer;

/// <summary>Tells whether two paths are the same.</summary>
internal static class FilePaths
{
    /// <summary>Compares full paths as the system does: only Windows takes letters of either case for the same.</summary>
    public static StringComparer Comparer => Path.DirectorySeparatorChar == '\\' ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;

    /// <summary>A full path without what does not matter: a separator at its end.</summary>
    public static string Plain(string path)
    {
        string full = Path.GetFullPath(path);
        return full.Length > Path.GetPathRoot(full)!.Length ? full.TrimEnd(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar) : full;
    }
}
