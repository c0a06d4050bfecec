using System;
using System.Buffers;
using Microsoft.AspNetCore.Connections;

namespace MailboxImportExport.Sandbox.Serving;

/// <summary>
/// Buffers of the web server that are as long as four records of TLS. The usual ones have 4 KB, and a body of 200 MB goes through them in fifty
/// thousand steps, each with a call of the system.
/// </summary>
internal sealed class LargeBlocks : MemoryPool<byte>, IMemoryPoolFactory<byte>
{
    private const int Size = 64 * 1024;

    public override int MaxBufferSize => Array.MaxLength;

    public MemoryPool<byte> Create(MemoryPoolOptions? options = null) => new LargeBlocks();

    public override IMemoryOwner<byte> Rent(int minBufferSize = -1) => new Block(ArrayPool<byte>.Shared.Rent(Math.Max(minBufferSize, Size)));

    protected override void Dispose(bool disposing)
    {
    }

    private sealed class Block(byte[] bytes) : IMemoryOwner<byte>
    {
        private byte[]? _bytes = bytes;

        public Memory<byte> Memory => _bytes;

        public void Dispose()
        {
            if (_bytes is byte[] given)
            {
                _bytes = null;
                ArrayPool<byte>.Shared.Return(given);
            }
        }
    }
}
