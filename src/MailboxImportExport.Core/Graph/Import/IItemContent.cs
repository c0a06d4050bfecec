using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace MailboxImportExport.Graph.Import;

/// <summary>Content that can be sent, and sent again: each opening starts at the first byte.</summary>
internal interface IItemContent
{
    /// <summary>What the user knows the content by, for errors.</summary>
    string Name { get; }

    /// <summary>Bytes.</summary>
    long Length { get; }

    /// <summary>What its SHA-256 has to be, or null when nobody recorded one.</summary>
    byte[]? Sha256 { get; }

    Task<Stream> OpenAsync(CancellationToken cancellationToken);
}
