using System.IO;
using System.Threading;
using MailboxImportExport.ItemFolder;

namespace MailboxImportExport.Tests.ItemFolder;

/// <summary>A drive that has as much room as a test says, and may be lost.</summary>
internal sealed class TestDrive : IItemFolderFiles
{
    private readonly ItemFolderFiles _there = new();
    private int _created;

    /// <summary>Bytes that are free; null when nobody tells.</summary>
    public long? Free { get; set; } = long.MaxValue;

    /// <summary>How often that was asked.</summary>
    public int Reads { get; private set; }

    /// <summary>Files that can be created before the drive is gone.</summary>
    public int CreatesUntilLost { get; set; } = int.MaxValue;

    public Stream Create(string path)
        => Interlocked.Increment(ref _created) > CreatesUntilLost ? throw new IOException("The network path was not found.") : _there.Create(path);

    public Stream Append(string path) => _there.Append(path);

    public void Rename(string from, string to) => _there.Rename(from, to);

    public void Truncate(string path, long length) => _there.Truncate(path, length);

    public void Delete(string path) => _there.Delete(path);

    public long? FreeBytes(string folder)
    {
        Reads++;
        return Free;
    }
}
