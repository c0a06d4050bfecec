using System.IO;

namespace MailboxImportExport.Transfer;

/// <summary>Tells whether two paths are the same.</summary>
internal static class FilePaths
{
    /// <summary>A hash of a full path, which a path has in common with itself only: of many thousand files the paths are not kept.</summary>
    /// <remarks>As the system compares: only Windows takes letters of either case for the same. A separator at the end does not matter.</remarks>
    public static (ulong First, ulong Second) DigestOf(string path)
    {
        TextDigest digest = TextDigest.Begin();
        return (Path.DirectorySeparatorChar == '\\' ? digest.AddUpper(Plain(path)) : digest.Add(Plain(path))).Sha256();
    }

    private static string Plain(string path)
    {
        string full = Path.GetFullPath(path);
        return full.Length > Path.GetPathRoot(full)!.Length ? full.TrimEnd(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar) : full;
    }
}
