using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph.Import;

namespace MailboxImportExport.ItemFolder;

/// <summary>Content that stands in a file.</summary>
internal sealed class FileContent(string path, long length, byte[]? sha256) : IItemContent
{
    private const int BufferSize = 1;

    public string Name => path;

    public long Length => length;

    public byte[]? Sha256 => sha256;

    /// <summary>A file of which nothing is recorded.</summary>
    public static FileContent Of(string path)
    {
        try
        {
            return new FileContent(path, new FileInfo(path).Length, null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Errors.FileNotReadable(path, e);
        }
    }

    /// <summary>The same, read once to know what has to be sent.</summary>
    public static FileContent Hashed(string path)
    {
        try
        {
            return new FileContent(path, new FileInfo(path).Length, ContentHash.Of(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Errors.FileNotReadable(path, e);
        }
    }

    public Task<Stream> OpenAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return Task.FromResult<Stream>(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferSize, FileOptions.SequentialScan));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Errors.FileNotReadable(path, e);
        }
    }
}
