using System;
using System.IO;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;

namespace MailboxImportExport.Sandbox.Import;

/// <summary>
/// The decoded stream of an import while it comes in: small ones stay in memory, larger ones go to a file that deletes itself.
/// </summary>
internal sealed class SpooledBytes : IAsyncDisposable
{
    private const int MemoryLimit = 1024 * 1024;
    private const int BufferSize = 64 * 1024;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private Stream _bytes = new MemoryStream();

    public long Length => _bytes.Length;

    public async Task AppendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (_bytes is MemoryStream memory && memory.Length + bytes.Length > MemoryLimit)
        {
            _bytes = CreateFile();
            memory.Position = 0;
            await memory.CopyToAsync(_bytes, cancellationToken);
        }

        _hash.AppendData(bytes.Span);
        await _bytes.WriteAsync(bytes, cancellationToken);
    }

    /// <summary>SHA-256 of everything in upper-case hexadecimal; to be asked for once.</summary>
    public string Sha256() => Convert.ToHexString(_hash.GetHashAndReset());

    public Stream Rewind()
    {
        _bytes.Position = 0;
        return _bytes;
    }

    public byte[] ToArray()
    {
        byte[] all = new byte[Length];
        Rewind().ReadExactly(all);
        return all;
    }

    public async ValueTask DisposeAsync()
    {
        _hash.Dispose();
        await _bytes.DisposeAsync();
    }

    private static FileStream CreateFile()
    {
        FileStreamOptions options = new()
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            BufferSize = BufferSize,
            Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(Path.Combine(Path.GetTempPath(), $"MailboxImportExport.Sandbox.{Guid.NewGuid():N}"), options);
    }
}
