using System;
using System.IO;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph.Import;

namespace MailboxImportExport.Tests.Graph.Import;

/// <summary>Content in memory of which something else may be recorded than it is.</summary>
internal sealed class BytesContent(byte[] bytes) : IItemContent
{
    public string Name { get; init; } = "'Budget' (id)";

    public long Length { get; init; } = bytes.Length;

    public byte[]? Sha256 { get; init; } = SHA256.HashData(bytes);

    public int Openings { get; private set; }

    /// <summary>How the stream that is read is made of the bytes.</summary>
    public Func<byte[], Stream> Open { get; init; } = static content => new MemoryStream(content, writable: false);

    public static BytesContent OfSize(int size)
    {
        byte[] bytes = new byte[size];
        new Random(size).NextBytes(bytes);
        return new BytesContent(bytes);
    }

    public byte[] ToArray() => bytes;

    public Task<Stream> OpenAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Openings++;
        return Task.FromResult(Open(bytes));
    }
}
