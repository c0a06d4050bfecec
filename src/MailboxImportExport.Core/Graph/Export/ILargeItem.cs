using System;
using System.Threading;
using System.Threading.Tasks;

namespace MailboxImportExport.Graph.Export;

/// <summary>Content of one large item on its way to where it stays.</summary>
internal interface ILargeItem : IDisposable
{
    /// <summary>Appends content. The buffer belongs to the caller again when the call has ended.</summary>
    Task WriteAsync(byte[] buffer, int count, CancellationToken cancellationToken);
}
