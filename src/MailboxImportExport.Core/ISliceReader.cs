using System.Threading;
using System.Threading.Tasks;

namespace MailboxImportExport;

/// <summary>A stream that can be read without allocating anything. For one reader at a time.</summary>
internal interface ISliceReader
{
    /// <summary>Reads into a part of a buffer. The result is awaited once, and before the next read begins.</summary>
    ValueTask<int> ReadSliceAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken);
}
