using System;
using System.Buffers;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.FastTransfer;
using MailboxImportExport.Graph.Import;
using MailboxImportExport.Model;

namespace MailboxImportExport.Transfer.Import;

/// <summary>Tells which item it is that is to be imported: by what its export recorded, by its listing, or else by its content.</summary>
internal static class SourceIdentity
{
    private const int Slice = 64 * 1024;

    /// <summary>Finds the identity, or null when it cannot be said.</summary>
    public static async Task<ItemIdentity?> FindAsync(ImportRequest request, CancellationToken cancellationToken)
    {
        if (request.Item?.Identity is ItemIdentity recorded)
        {
            return recorded;
        }

        return request.Item?.Item is MailboxItem { SearchKey: not null } listed
            ? ItemIdentity.Of(listed)
            : await ReadAsync(request.Content, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<ItemIdentity?> ReadAsync(IItemContent content, CancellationToken cancellationToken)
    {
        IdentityScanner scanner = new();
        byte[] buffer = ArrayPool<byte>.Shared.Rent(Slice);
        try
        {
            using Stream stream = await content.OpenAsync(cancellationToken).ConfigureAwait(false);
            int read;
            while (!scanner.IsDone && (read = await stream.ReadAsync(buffer, 0, Slice, cancellationToken).ConfigureAwait(false)) > 0)
            {
                scanner.Feed(buffer.AsSpan(0, read));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Errors.ContentNotReadable(content.Name, e);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return scanner.Complete() is IdentityFields found
            ? ItemIdentity.Of(found.SearchKey, found.ItemClass, found.Subject, found.Sent, found.Received)
            : null;
    }
}
