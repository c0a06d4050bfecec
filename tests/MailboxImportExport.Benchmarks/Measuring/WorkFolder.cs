using System;
using System.IO;

namespace MailboxImportExport.Benchmarks.Measuring;

/// <summary>Where trials write, a new folder for each.</summary>
internal sealed class WorkFolder : IDisposable
{
    private const string SharedMemory = "/dev/shm";
    private readonly DirectoryInfo _root;
    private readonly bool _isMemory;

    private WorkFolder(DirectoryInfo root, bool isMemory)
    {
        _root = root;
        _isMemory = isMemory;
    }

    /// <summary>What it lies on.</summary>
    public string Medium => _isMemory ? "tmpfs" : "disk";

    /// <summary>In memory where the system has such a place, which hides what disks cost; else on disk.</summary>
    public static WorkFolder InMemory()
        => Directory.Exists(SharedMemory) ? new(Directory.CreateDirectory(Path.Combine(SharedMemory, $"mie-{Guid.NewGuid():N}")), isMemory: true) : OnDisk();

    /// <summary>On disk, which hides what the CPU costs.</summary>
    public static WorkFolder OnDisk() => new(Directory.CreateTempSubdirectory("mie-"), isMemory: false);

    /// <summary>A path at which nothing is yet.</summary>
    public string NewPath() => Path.Combine(_root.FullName, Guid.NewGuid().ToString("N"));

    /// <summary>A trial has ended. On disk its files stay until all have: deleting them would go on in the background of the next.</summary>
    public void EndTrial(string path)
    {
        if (_isMemory && Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
    }

    public void Dispose() => _root.Delete(recursive: true);
}
