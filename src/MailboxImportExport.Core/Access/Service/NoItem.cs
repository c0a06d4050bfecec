using System.IO;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph.Import;

namespace MailboxImportExport.Access.Service;

/// <summary>Sixteen zeros, which are no item: what is imported to see how it is refused.</summary>
internal sealed class NoItem : IItemContent
{
    private readonly byte[] _zeros = new byte[16];

    public string Name => "no item";

    public long Length => _zeros.Length;

    public byte[]? Sha256 => null;

    public Task<Stream> OpenAsync(CancellationToken cancellationToken) => Task.FromResult<Stream>(new MemoryStream(_zeros, writable: false));
}
