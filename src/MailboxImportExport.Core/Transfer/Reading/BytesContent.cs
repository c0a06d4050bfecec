using System.IO;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph.Import;

namespace MailboxImportExport.Transfer.Reading;

/// <summary>Content that the user holds.</summary>
internal sealed class BytesContent(byte[] bytes) : IItemContent
{
    public string Name => "the given bytes";

    public long Length => bytes.Length;

    public byte[]? Sha256 => null;

    public Task<Stream> OpenAsync(CancellationToken cancellationToken) => Task.FromResult<Stream>(new MemoryStream(bytes, writable: false));
}
