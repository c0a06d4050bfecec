using System;
using System.IO;
using System.Linq;
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
    private readonly object[] _locks = [.. Enumerable.Range(0, 64).Select(static _ => new object())];

    public Task<IDisposable> BeginCallAsync(long expected, int pressures, CancellationToken cancellationToken)
    {
        // As many calls of a mailbox may be under way.
        folder.Space.Check(expected * Transport.CallLimits.DocumentedCallsAtOnce);
        return Task.FromResult<IDisposable>(Nothing.Instance);
    }

    public Task<ILargeItem> OpenLargeAsync(CancellationToken cancellationToken) => Task.FromResult<ILargeItem>(new LargeFile(folder));

    public Task<ExportedMailboxItem> KeepAsync(ExportRequest request, ExportEntry entry, CancellationToken cancellationToken)
    {
        string? readable = readableNames ? ReadableName.Of(request.Item?.Time, request.Item?.Subject) : null;
        string file = ItemFolderLayout.FileOf(request.MailboxId, request.ItemId, request.Item?.ChangeKey ?? entry.ChangeKey, readable);
        ManifestRecord record = Record(request, entry, file, Identify(entry));

        // An id that was given twice may arrive in two lanes at once: file and line have to be of the same arrival.
        lock (_locks[(file.GetHashCode() & int.MaxValue) % _locks.Length])
        {
            // Asked for by id alone, its version was not known beforehand. What is there and whole is not put at risk.
            if (folder.FindWhole(request.MailboxId, request.ItemId, entry.ChangeKey) is ManifestRecord kept)
            {
                entry.Large?.Dispose();
                return Task.FromResult(ExportedRecord.ToModel(kept, folder.Layout.Resolve(kept.File)!) with { Item = request.Item });
            }

            Write(entry, file);
            folder.Add(record);
        }

        return Task.FromResult(ExportedRecord.ToModel(record, folder.Layout.Resolve(file)!) with { Item = request.Item });
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

    private void Write(ExportEntry entry, string file)
    {
        try
        {
            if (entry.Large is LargeFile large)
            {
                large.Finish(file);
                return;
            }

            using Stream stream = folder.CreateFinal(file);
            stream.Write(entry.Small.Array!, entry.Small.Offset, entry.Small.Count);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Errors.ExportFolderNotWritable(folder.Layout.Root, e);
        }
        finally
        {
            // Removes what could not be finished.
            entry.Large?.Dispose();
        }
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

    private sealed class Nothing : IDisposable
    {
        public static readonly Nothing Instance = new();

        public void Dispose()
        {
        }
    }

    /// <summary>Content on its way into a file with a temporary name; removed unless it is finished.</summary>
    private sealed class LargeFile : ILargeItem
    {
        private readonly ItemFolderWriter _folder;
        private readonly string _path;
        private readonly Stream _stream;
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
            try
            {
                // Synchronous on purpose: it goes to the page cache, and asynchronous file streams cost more than they free.
                _stream.Write(buffer, 0, count);
                Identity.Feed(buffer.AsSpan(0, count));
                return Task.CompletedTask;
            }
            catch (IOException e)
            {
                throw Errors.ExportFolderNotWritable(_folder.Layout.Root, e);
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
