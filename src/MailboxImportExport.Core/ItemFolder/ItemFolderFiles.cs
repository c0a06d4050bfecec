using System;
using System.IO;

namespace MailboxImportExport.ItemFolder;

/// <summary>The real file system.</summary>
internal sealed class ItemFolderFiles : IItemFolderFiles
{
    // A new file wherever there is none: ext4 writes a file out at once that was cut to nothing before, which also an empty one is.
    public Stream Create(string path)
    {
        try
        {
            return CreateNew(path);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(path);
            return CreateNew(path);
        }
    }

    // Not buffered: what a line was written with has reached the system when the call returns, and a kill cannot take it back.
    public Stream Append(string path) => Polyfills.OpenOwnerOnly(path, FileMode.Append, FileAccess.Write, FileShare.Read, FileOptions.None);

    public void Rename(string from, string to) => Polyfills.MoveOver(from, to);

    public void Truncate(string path, long length)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Write, FileShare.Read);
        file.SetLength(length);
    }

    public void Delete(string path) => File.Delete(path);

    public long? FreeBytes(string folder)
    {
        try
        {
            string drive = Path.DirectorySeparatorChar == '/' ? folder : Path.GetPathRoot(folder)!;
            return new DriveInfo(drive).AvailableFreeSpace;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    private static FileStream CreateNew(string path) => Polyfills.OpenOwnerOnly(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, FileOptions.None);
}
