using System;
using System.IO;
using System.Security.Cryptography;

namespace MailboxImportExport.ItemFolder;

/// <summary>The SHA-256 of files.</summary>
internal static class ContentHash
{
    public static bool Matches(string path, string sha256) => string.Equals(Hex.Of(Of(path)), sha256, StringComparison.OrdinalIgnoreCase);

    public static byte[] Of(string path)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        using SHA256 hash = SHA256.Create();
        return hash.ComputeHash(file);
    }
}
