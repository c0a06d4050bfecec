using System.Collections.Generic;
using System.IO;
using System.Threading;

namespace MailboxImportExport.Transfer.Spool;

/// <summary>
/// One temporary file for all large content of a run, cut into blocks that are used again; gone when the last handle on it is gone.
/// </summary>
internal sealed class SpoolFile
{
    public const int BlockSize = 64 * 1024;

    private readonly object _lock = new();
    private readonly Stack<int> _free = new();
    private readonly Stream _file;
    private readonly string _folder;
    private int _blocks;
    private int _holders = 1;

    /// <param name="file">The file.</param>
    /// <param name="folder">Where it stands.</param>
    public SpoolFile(Stream file, string folder)
    {
        _file = file;
        _folder = folder;
    }

    /// <summary>Creates a file in a folder that exists.</summary>
    public static SpoolFile Create(string folder) => new(TemporaryFile.Create(folder), folder);

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
                throw Errors.SpoolNotWritable(_folder, e);
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
}
