using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading;
using MailboxImportExport.Model;

namespace MailboxImportExport.ItemFolder;

/// <summary>
/// An export folder that is being written. All runs of the process that write to the same folder share one; another process
/// is kept out. Content first, then its line: an item counts only when its line stands and its file has the size.
/// </summary>
internal sealed class ItemFolderWriter : IDisposable
{
    private static readonly Dictionary<string, ItemFolderWriter> Open = new(StringComparer.Ordinal);

    private readonly object _lock = new();
    private readonly ItemFolderLayout _layout;
    private readonly IItemFolderFiles _files;
    private readonly ItemFolderLock _processLock;
    private readonly Manifest _manifest;
    private readonly RunHistory _runs;
    private readonly ConcurrentDictionary<string, bool> _subfolders = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FolderRecord> _folders = new(StringComparer.Ordinal);
    private Stream? _lines;
    private long _end;
    private int _users = 1;

    private ItemFolderWriter(ItemFolderLayout layout, IItemFolderFiles files, ItemFolderLock processLock, TimeProvider time, IRunLog log)
    {
        _layout = layout;
        _files = files;
        _processLock = processLock;
        Time = time;
        Space = new FreeSpace(layout.Root, files, time);
        _manifest = Manifest.Read(layout.Manifest, log);
        _runs = RunHistory.Read(layout.Runs);
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
        lock (Open)
        {
            if (Open.TryGetValue(path, out ItemFolderWriter? shared))
            {
                shared._users++;
                return shared;
            }

            try
            {
                ItemFolderWriter writer = Start(new ItemFolderLayout(path), files, verify, time, log, cancellationToken);
                Open.Add(path, writer);
                return writer;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw Errors.ExportFolderNotWritable(path, e);
            }
        }
    }

    /// <summary>Whether this version of an item is already there, whole.</summary>
    public bool IsUpToDate(string mailboxId, string itemId, string? changeKey) => FindWhole(mailboxId, itemId, changeKey) is not null;

    /// <summary>The record of this version of an item when it is already there, whole.</summary>
    public ManifestRecord? FindWhole(string mailboxId, string itemId, string? changeKey)
    {
        lock (_lock)
        {
            return changeKey is not null
                && _manifest.Find(mailboxId, itemId) is ManifestRecord record
                && (record.ChangeKey == changeKey || record.ExportedChangeKey == changeKey)
                && HasSize(record)
                ? record
                : null;
        }
    }

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
        return (path, Create(path));
    }

    /// <summary>Creates a file for content that is all there, under its final name.</summary>
    public Stream CreateFinal(string file) => Create(FullPath(file));

    /// <summary>Gives content that has arrived its final name.</summary>
    public void Finish(string temporaryPath, string file) => _files.Rename(temporaryPath, FullPath(file));

    public void Delete(string path) => _files.Delete(path);

    /// <summary>Adds the line that makes an item count.</summary>
    public void Add(ManifestRecord record)
    {
        byte[] line = LineWriter.Line(record, ItemFolderJson.Manifest);
        lock (_lock)
        {
            long offset = AppendLine(line);
            _manifest.Add(record, offset);
        }
    }

    /// <summary>Whether the class and name of a folder are already recorded.</summary>
    public bool KnowsFolder(string mailboxId, string folderId)
    {
        lock (_lock)
        {
            return _folders.ContainsKey(FolderKey(mailboxId, folderId));
        }
    }

    /// <summary>Records folders, so that they can be made again elsewhere.</summary>
    public void AddFolders(IEnumerable<FolderRecord> folders)
    {
        lock (_lock)
        {
            bool isNew = false;
            foreach (FolderRecord folder in folders)
            {
                string key = FolderKey(folder.MailboxId, folder.FolderId);
                isNew |= !_folders.TryGetValue(key, out FolderRecord? known) || known != folder;
                _folders[key] = folder;
            }

            if (isNew)
            {
                WriteFolders();
            }
        }
    }

    /// <summary>This run has ended, whatever its result: what it recorded is whole.</summary>
    public void Dispose()
    {
        lock (Open)
        {
            if (--_users > 0)
            {
                return;
            }

            Open.Remove(_layout.Root);
            try
            {
                _lines?.Dispose();
                _runs.End(_files, Time.GetUtcNow());
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // A full disk: what filled it is on its way to the user, and a run without an end is only checked once more.
                Debug.WriteLine(e.Message);
            }
            finally
            {
                _processLock.Dispose();
            }
        }
    }

    private long AppendLine(byte[] line)
    {
        try
        {
            if (_lines is null)
            {
                _lines = _files.Append(_layout.Manifest);
                _end = _lines.Length;
            }

            long offset = _end;
            LineWriter.Append(_lines, line, offset);
            _end += line.Length;
            return offset;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Errors.ExportFolderNotWritable(_layout.Root, e);
        }
    }

    private static ItemFolderWriter Start(ItemFolderLayout layout, IItemFolderFiles files, bool verify, TimeProvider time, IRunLog log, CancellationToken cancellationToken)
    {
        Polyfills.CreateOwnerOnlyDirectory(layout.Root);
        Polyfills.CreateOwnerOnlyDirectory(layout.ItemsFolder);
        ItemFolderLock processLock = ItemFolderLock.Take(layout, time);
        try
        {
            ItemFolderWriter writer = new(layout, files, processLock, time, log);
            writer.Recover(verify, log, cancellationToken);
            return writer;
        }
        catch
        {
            processLock.Dispose();
            throw;
        }
    }

    private static string FolderKey(string mailboxId, string folderId) => $"{mailboxId.ToUpperInvariant()}\n{folderId}";

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

        foreach (FolderRecord folder in ItemFolderReader.ReadFolders(_layout))
        {
            _folders[FolderKey(folder.MailboxId, folder.FolderId)] = folder;
        }

        long? from = verify ? 0 : _runs.Unfinished;
        if (from is not null)
        {
            Verify(Math.Min(from.Value, _manifest.Length), log, cancellationToken);
        }

        _runs.Begin(_files, _manifest.Length, Time.GetUtcNow());
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

    private void Verify(long from, IRunLog log, CancellationToken cancellationToken)
    {
        foreach (ManifestRecord record in _manifest.Records(from).Where(static r => r.IsNewest).Select(static r => r.Record).ToList())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!HasSize(record) || !ContentHash.Matches(_layout.Resolve(record.File)!, record.Sha256))
            {
                log.Warning($"'{record.File}' is not what was recorded; the item is exported again.");
                _manifest.Remove(record);
            }
        }
    }

    private bool HasSize(ManifestRecord record)
    {
        string? path = _layout.Resolve(record.File);
        FileInfo? file = path is null ? null : new FileInfo(path);
        return file is { Exists: true } && file.Length == record.Size;
    }

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

    private Stream Create(string path)
    {
        try
        {
            return _files.Create(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Errors.ExportFolderNotWritable(_layout.Root, e);
        }
    }

    private void WriteFolders()
    {
        string temporary = _layout.Folders + ".part";
        using (Stream file = Create(temporary))
        {
            byte[] json = JsonSerializer.SerializeToUtf8Bytes(
                _folders.Values.OrderBy(static f => f.MailboxId, StringComparer.Ordinal).ThenBy(static f => f.Path, StringComparer.Ordinal).ToList(),
                ItemFolderJson.Folders);
            file.Write(json, 0, json.Length);
        }

        _files.Rename(temporary, _layout.Folders);
    }
}
