using System;
using System.IO;
using System.Security.Cryptography;

namespace MailboxImportExport.ItemFolder;

/// <summary>Reads a file again and compares its SHA-256.</summary>
internal static class ContentHash
{
    public static bool Matches(string path, string sha256)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        using SHA256 hash = SHA256.Create();
        return string.Equals(Hex.Of(hash.ComputeHash(file)), sha256, StringComparison.OrdinalIgnoreCase);
    }
}
