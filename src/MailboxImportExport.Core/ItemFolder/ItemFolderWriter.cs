using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using MailboxImportExport.Model;

namespace MailboxImportExport.ItemFolder;

/// <summary>
/// An export folder that is being written. All runs of the process that write to the same folder share one; another process
/// is kept out. Content first, then its line: an item counts only when its line stands and its file has the size.
/// </summary>
internal sealed class ItemFolderWriter : IDisposable
{
    private const int Gates = 64;

    private readonly object _lock = new();
    private readonly object[] _gates = [.. Enumerable.Range(0, Gates).Select(static _ => new object())];
    private readonly ItemFolderLayout _layout;
    private readonly IItemFolderFiles _files;
    private readonly ItemFolderLock _processLock;
    private readonly Manifest _manifest;
    private readonly RunHistory _runs;
    private readonly FolderList _folders;
    private readonly ConcurrentDictionary<string, bool> _subfolders = new(StringComparer.Ordinal);
    private Stream? _lines;
    private long _end;

    private ItemFolderWriter(ItemFolderLayout layout, IItemFolderFiles files, ItemFolderLock processLock, TimeProvider time, IRunLog log)
    {
        _layout = layout;
        _files = files;
        _processLock = processLock;
        Time = time;
        Space = new FreeSpace(layout.Root, files, time);
        _folders = new FolderList(layout, files, time);
        _manifest = Manifest.Read(layout.Manifest, log);
        _runs = RunHistory.Read(layout.Runs);
        _end = _manifest.Length;
    }

    public TimeProvider Time { get; }

    /// <summary>The drive that the folder is on.</summary>
    public FreeSpace Space { get; }

    public ItemFolderLayout Layout => _layout;

    /// <summary>Opens a folder, creating it where there is none; joins a run of this process that already writes to it.</summary>
    /// <param name="root">Full path.</param>
    /// <param name="files">The steps by which it is changed.</param>
    /// <param name="verify">Whether to read every file again and compare its SHA-256, not only those of runs that did not end.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">Told what was found damaged.</param>
    /// <param name="cancellationToken">Ends the reading of files, which may be many.</param>
    public static ItemFolderWriter OpenFolder(string root, IItemFolderFiles files, bool verify, TimeProvider time, IRunLog log, CancellationToken cancellationToken)
    {
        string path = Path.GetFullPath(root);
        try
        {
            (ItemFolderWriter folder, bool wasOpen) = OpenFolders.Enter(path, () => Start(new ItemFolderLayout(path), files, verify, time, log, cancellationToken), cancellationToken);
            if (verify && wasOpen)
            {
                folder.VerifyShared(log, cancellationToken);
            }

            return folder;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Errors.ExportFolderNotWritable(path, e);
        }
    }

    /// <summary>Whether this version of an item is already there, whole.</summary>
    public bool IsUpToDate(ManifestKey item, string? changeKey) => FindWhole(item, changeKey) is not null;

    /// <summary>Bytes of content that are there of a mailbox, older versions included.</summary>
    public long BytesOf(string mailboxId)
    {
        lock (_lock)
        {
            return _manifest.BytesOf(mailboxId);
        }
    }

    /// <summary>Creates a file for content that is still arriving, under a name that no run takes for an item.</summary>
    public (string Path, Stream Stream) CreateTemporary()
    {
        string path = _layout.Temporary(Guid.NewGuid());
        try
        {
            return (path, _files.Create(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Errors.ExportFolderNotWritable(_layout.Root, e);
        }
    }

    /// <summary>Creates a file for content that is all there.</summary>
    public Stream Create(string path) => _files.Create(path);

    /// <summary>Gives content that has arrived its final name.</summary>
    public void Finish(string temporaryPath, string path) => _files.Rename(temporaryPath, path);

    public void Delete(string path) => _files.Delete(path);

    /// <summary>
    /// Keeps an item, the content first and then the line that makes it count; unless its version is there, whole: that is not put at risk.
    /// An item that was given twice may arrive in two lanes, and in two runs, at once: file and line are of the same arrival.
    /// </summary>
    /// <param name="item">Mailbox and item of the record.</param>
    /// <param name="record">What is to be recorded.</param>
    /// <param name="write">Writes the content to the path that it is given.</param>
    /// <returns>What is recorded, and the full path of its file.</returns>
    public (ManifestRecord Record, string Path) Keep(ManifestKey item, ManifestRecord record, Action<string> write)
    {
        lock (GateOf(record.File))
        {
            // Asked for by id alone, its version was not known beforehand.
            if (FindWhole(item, record.ExportedChangeKey) is ManifestRecord kept)
            {
                return (kept, _layout.Resolve(kept.File)!);
            }

            string path = Write(record, write);
            Add(item, record);
            Space.Take(record.Size);
            _folders.WriteInTime();
            return (record, path);
        }
    }

    /// <summary>Adds the line that makes an item count.</summary>
    public void Add(ManifestRecord record) => Add(record.Key, record);

    /// <summary>Whether the class and name of a folder are already recorded.</summary>
    public bool KnowsFolder(string mailboxId, string folderId) => _folders.Knows(mailboxId, folderId);

    /// <summary>Records folders, so that they can be made again elsewhere; they are written now or a few seconds later.</summary>
    public void AddFolders(IEnumerable<FolderRecord> folders) => _folders.Add(folders);

    /// <summary>Writes the folders that are not written yet.</summary>
    public void WriteFolders() => _folders.Write();

    /// <summary>This run has ended, whatever its result: what it recorded is whole.</summary>
    public void Dispose() => OpenFolders.Leave(_layout.Root, Close);

    private void Close()
    {
        try
        {
            _folders.Write();
            _lines?.Dispose();
            _runs.End(_files, Time.GetUtcNow());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or MailboxImportExportException)
        {
            // A full disk: what filled it is on its way to the user, and a run without an end is only checked once more.
            Debug.WriteLine(e.Message);
        }
        finally
        {
            _processLock.Dispose();
        }
    }

    private void Add(ManifestKey item, ManifestRecord record)
    {
        byte[] line = LineWriter.Line(record, ItemFolderJson.Manifest);
        lock (_lock)
        {
            long offset = AppendLine(line);
            _manifest.Add(item, record, offset);
        }
    }

    private string Write(ManifestRecord record, Action<string> write)
    {
        try
        {
            string path = FullPath(record.File);
            write(path);
            return path;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Errors.ExportFolderNotWritable(_layout.Root, e, record.Size);
        }
    }

    private long AppendLine(byte[] line)
    {
        try
        {
            _lines ??= _files.Append(_layout.Manifest);
            long offset = _end;
            LineWriter.Append(_lines, line, offset);
            _end += line.Length;
            return offset;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Errors.ExportFolderNotWritable(_layout.Root, e, line.Length);
        }
    }

    private static ItemFolderWriter Start(ItemFolderLayout layout, IItemFolderFiles files, bool verify, TimeProvider time, IRunLog log, CancellationToken cancellationToken)
    {
        Polyfills.CreateOwnerOnlyDirectory(layout.Root);
        Polyfills.CreateOwnerOnlyDirectory(layout.ItemsFolder);
        ItemFolderLock processLock = ItemFolderLock.Take(layout, time);
        ItemFolderWriter? writer = null;
        try
        {
            writer = new(layout, files, processLock, time, log);
            writer.Recover(verify, log, cancellationToken);
            return writer;
        }
        catch
        {
            writer?._lines?.Dispose();
            processLock.Dispose();
            throw;
        }
    }

    private void Recover(bool verify, IRunLog log, CancellationToken cancellationToken)
    {
        if (CutHalfLine(_layout.Manifest, _manifest.Length))
        {
            log.Verbose("The last line of the manifest was not whole; it was cut off and its item is exported again.");
        }

        CutHalfLine(_layout.Runs, _runs.Length);

        foreach (string part in Directory.EnumerateFiles(_layout.ItemsFolder, "*.part"))
        {
            _files.Delete(part);
        }

        _folders.Read();
        long? from = verify ? 0 : _runs.Unfinished;
        if (from is not null)
        {
            Verify(Math.Min(from.Value, _manifest.Length), log, cancellationToken);
        }

        _runs.Begin(_files, _end, Time.GetUtcNow());
    }

    // A line that a killed process wrote half: the next one must not be glued to it.
    private bool CutHalfLine(string path, long wholeLines)
    {
        if (!File.Exists(path) || new FileInfo(path).Length == wholeLines)
        {
            return false;
        }

        _files.Truncate(path, wholeLines);
        return true;
    }

    // Beside the run that it joins; this one has not begun if it fails.
    private void VerifyShared(IRunLog log, CancellationToken cancellationToken)
    {
        try
        {
            Verify(0, log, cancellationToken);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    private void Verify(long from, IRunLog log, CancellationToken cancellationToken)
    {
        long to;
        lock (_lock)
        {
            to = _end;
        }

        foreach ((ManifestRecord record, long offset) in _manifest.Records(from))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (offset >= to)
            {
                break;
            }

            if (record.Damaged is null && !IsWhole(record, offset))
            {
                log.Warning($"'{record.File}' is not what was recorded; the item is exported again.");
            }
        }
    }

    // Written down when it is not: the next run may not come to the item, and must not take it for whole.
    private bool IsWhole(ManifestRecord record, long offset)
    {
        lock (GateOf(record.File))
        {
            bool isNewest;
            lock (_lock)
            {
                isNewest = _manifest.OffsetOf(record.Key) == offset;
            }

            if (!isNewest)
            {
                return true;
            }

            if (!HasSize(record))
            {
                // Every run sees that.
                return false;
            }

            if (ContentHash.Matches(_layout.Resolve(record.File)!, record.Sha256))
            {
                return true;
            }

            Add(record with { Damaged = Time.GetUtcNow() });
            return false;
        }
    }

    private ManifestRecord? FindWhole(ManifestKey item, string? changeKey)
    {
        long? offset;
        lock (_lock)
        {
            offset = changeKey is null ? null : _manifest.OffsetOf(item);
        }

        try
        {
            return offset is long place
                && _manifest.ReadAt(place) is { Damaged: null } record
                && (record.ChangeKey == changeKey || record.ExportedChangeKey == changeKey)
                && HasSize(record)
                ? record
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            // Not to be mistaken for an answer that broke: the folder is no longer what it was when the run began.
            throw Errors.ExportFolderLost(_layout.Root, e);
        }
    }

    private bool HasSize(ManifestRecord record)
    {
        string? path = _layout.Resolve(record.File);
        FileInfo? file = path is null ? null : new FileInfo(path);
        return file is { Exists: true } && file.Length == record.Size;
    }

    private object GateOf(string file) => _gates[(file.GetHashCode() & int.MaxValue) % Gates];

    private string FullPath(string file)
    {
        string path = _layout.Resolve(file) ?? throw new ArgumentException("The file lies outside of the export folder.", nameof(file));

        // The folder is there before any lane sees it in the dictionary; two lanes may both create it, which does no harm.
        _subfolders.GetOrAdd(Path.GetDirectoryName(path)!, static folder =>
        {
            Polyfills.CreateOwnerOnlyDirectory(folder);
            return true;
        });
        return path;
    }
}
