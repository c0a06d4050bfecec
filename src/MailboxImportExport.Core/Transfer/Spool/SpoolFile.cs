using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Threading;

namespace MailboxImportExport.Transfer.Spool;

/// <summary>
/// One file for all large content of a run, cut into blocks that are used again. For the owner only; gone when the last handle
/// on it is gone, also after a kill: its name is removed at once where the system allows that, else the system removes it.
/// </summary>
internal sealed class SpoolFile
{
    public const int BlockSize = 64 * 1024;

    private const string Prefix = "MailboxImportExport-";
    private const string Extension = ".spool";

    private readonly object _lock = new();
    private readonly Stack<int> _free = new();
    private readonly FileStream _file;
    private int _blocks;
    private int _holders = 1;

    private SpoolFile(FileStream file) => _file = file;

    /// <summary>Creates a file in a folder that exists.</summary>
    public static SpoolFile Create(string folder)
    {
        int process = CurrentProcessId();
        string path = Path.Combine(folder, $"{Prefix}{process.ToString(CultureInfo.InvariantCulture)}-{Guid.NewGuid():N}{Extension}");
        try
        {
            FileStream file = Polyfills.OpenOwnerOnly(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, FileOptions.DeleteOnClose);
            if (Path.DirectorySeparatorChar == '/')
            {
                File.Delete(path);
            }

            return new SpoolFile(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Errors.SpoolNotWritable(folder, e);
        }
    }

    /// <summary>Removes files of processes that no longer run.</summary>
    public static void RemoveStale(string folder)
    {
        foreach (string path in Directory.EnumerateFiles(folder, $"{Prefix}*{Extension}"))
        {
            string[] parts = Path.GetFileName(path).Split('-');
            if (parts.Length == 3 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int process) && !IsRunning(process))
            {
                TryDelete(path);
            }
        }
    }

    /// <summary>Takes a block; whoever has one keeps the file open.</summary>
    public int TakeBlock()
    {
        lock (_lock)
        {
            return _free.Count > 0 ? _free.Pop() : _blocks++;
        }
    }

    public void ReturnBlocks(IEnumerable<int> blocks)
    {
        lock (_lock)
        {
            foreach (int block in blocks)
            {
                _free.Push(block);
            }
        }
    }

    public void Write(int block, int offset, byte[] buffer, int start, int count)
    {
        lock (_lock)
        {
            try
            {
                _file.Position = ((long)block * BlockSize) + offset;
                _file.Write(buffer, start, count);
            }
            catch (IOException e)
            {
                throw Errors.SpoolNotWritable(Path.GetDirectoryName(_file.Name)!, e);
            }
        }
    }

    public int Read(int block, int offset, byte[] buffer, int start, int count)
    {
        lock (_lock)
        {
            _file.Position = ((long)block * BlockSize) + offset;
            return _file.Read(buffer, start, count);
        }
    }

    public void Hold() => Interlocked.Increment(ref _holders);

    /// <summary>The run, or a handle, needs the file no more.</summary>
    public void LetGo()
    {
        if (Interlocked.Decrement(ref _holders) == 0)
        {
            _file.Dispose();
        }
    }

    private static int CurrentProcessId()
    {
        using Process process = Process.GetCurrentProcess();
        return process.Id;
    }

    private static bool IsRunning(int id)
    {
        try
        {
            using Process process = Process.GetProcessById(id);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It belongs to somebody else, or is in use after all: it stays.
            Debug.WriteLine(e.Message);
        }
    }
}
