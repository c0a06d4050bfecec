using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.FastTransfer;
using MailboxImportExport.Graph.Export;
using MailboxImportExport.ItemFolder;
using MailboxImportExport.Model;

namespace MailboxImportExport.Transfer.Export;

/// <summary>
/// Keeps exported items in an export folder. A small item is one create, write and close under its final name; a large one
/// goes through a temporary name. Its line in the manifest follows.
/// </summary>
internal sealed class FolderTarget(ItemFolderWriter folder, bool readableNames) : IExportTarget
{
    public Task<IDisposable> BeginCallAsync(long expected, int pressures, CancellationToken cancellationToken) => Task.FromResult(folder.Space.Begin(expected));

    public Task<ILargeItem> OpenLargeAsync(CancellationToken cancellationToken) => Task.FromResult<ILargeItem>(new LargeFile(folder));

    public Task<ExportedMailboxItem> KeepAsync(ExportRequest request, ExportEntry entry, CancellationToken cancellationToken)
    {
        string? readable = readableNames ? ReadableName.Of(request.Item?.Time, request.Item?.Subject) : null;
        string file = ItemFolderLayout.FileOf(request.MailboxId, request.ItemId, request.Item?.ChangeKey ?? entry.ChangeKey, readable);
        ManifestRecord record = Record(request, entry, file, Identify(entry));
        try
        {
            (ManifestRecord kept, string path) = folder.Keep(request.Key, record, place => Write(entry, place));
            byte[]? hash = ReferenceEquals(kept, record) ? entry.Sha256 : null;
            return Task.FromResult(ExportedRecord.ToModel(kept, path, hash, request.Item));
        }
        finally
        {
            // Removes what could not be finished, or is there already.
            entry.Large?.Dispose();
        }
    }

    // While the bytes are at hand: nobody has to read the file again to know which item it is.
    private static IdentityFields? Identify(ExportEntry entry)
    {
        if (entry.Large is LargeFile large)
        {
            return large.Identity.Complete();
        }

        IdentityScanner scanner = new();
        scanner.Feed(entry.Small);
        return scanner.Complete();
    }

    private void Write(ExportEntry entry, string path)
    {
        if (entry.Large is LargeFile large)
        {
            large.Finish(path);
            return;
        }

        using Stream stream = folder.Create(path);
        stream.Write(entry.Small.Array!, entry.Small.Offset, entry.Small.Count);
    }

    private ManifestRecord Record(ExportRequest request, ExportEntry entry, string file, IdentityFields? identity) => new()
    {
        MailboxId = request.MailboxId,
        FolderId = request.Item?.FolderId,
        FolderPath = request.Item?.FolderPath,
        ItemId = request.ItemId,
        ChangeKey = request.Item?.ChangeKey,
        ExportedChangeKey = entry.ChangeKey,
        ItemClass = request.Item?.ItemClass,
        Subject = request.Item?.Subject,
        Sender = request.Item?.Sender,
        Sent = request.Item?.Sent,
        Received = request.Item?.Received,
        Identity = identity is null ? null : IdentityRecord.Of(identity),
        Created = request.Item?.Created,
        SearchKey = request.Item?.SearchKey,
        Size = entry.Length,
        Sha256 = Hex.Of(entry.Sha256),
        File = file,
        Exported = folder.Time.GetUtcNow(),
    };

    /// <summary>Content on its way into a file with a temporary name; removed unless it is finished.</summary>
    private sealed class LargeFile : ILargeItem
    {
        private readonly ItemFolderWriter _folder;
        private readonly string _path;
        private readonly Stream _stream;
        private long _length;
        private bool _isFinished;

        public IdentityScanner Identity { get; } = new();

        public LargeFile(ItemFolderWriter folder)
        {
            _folder = folder;
            (_path, _stream) = folder.CreateTemporary();
        }

        public Task WriteAsync(byte[] buffer, int count, CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _length += count;
            try
            {
                // Synchronous on purpose: it goes to the page cache, and asynchronous file streams cost more than they free.
                _stream.Write(buffer, 0, count);
                Identity.Feed(buffer.AsSpan(0, count));
                return Task.CompletedTask;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw Errors.ExportFolderNotWritable(_folder.Layout.Root, e, _length);
            }
        }

        public void Finish(string file)
        {
            _stream.Dispose();
            _folder.Finish(_path, file);
            _isFinished = true;
        }

        public void Dispose()
        {
            if (!_isFinished)
            {
                _isFinished = true;
                Remove();
            }
        }

        private void Remove()
        {
            try
            {
                _stream.Dispose();
                _folder.Delete(_path);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // The next run removes it; the reason for giving it up is on its way to the user.
                System.Diagnostics.Debug.WriteLine(e.Message);
            }
        }
    }
}
