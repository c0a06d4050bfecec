using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using MailboxImportExport.ItemFolder;
using MailboxImportExport.Model;

namespace MailboxImportExport.Transfer.Import.Journal;

/// <summary>
/// The journal of imports: a line before an item is sent and one after, handed to the system at once, so that an import that was
/// killed can be continued without a duplicate and without a gap. One process writes; runs of one process share it.
/// </summary>
internal sealed class ImportJournal : IDisposable
{
    // Below this a rewrite saves nothing that anybody would notice.
    private const long LeastLinesToRewrite = 1000;

    private static readonly Dictionary<string, ImportJournal> Open = new(StringComparer.Ordinal);

    private readonly object _lock = new();
    private readonly IItemFolderFiles _files;
    private readonly ItemFolderLock _processLock;
    private readonly JournalIndex _index = new();
    private Stream? _lines;
    private long _length;
    private long _lineCount;
    private int _users = 1;

    private ImportJournal(string path, IItemFolderFiles files, ItemFolderLock processLock)
    {
        Path = path;
        _files = files;
        _processLock = processLock;
    }

    /// <summary>Full path.</summary>
    public string Path { get; }

    /// <summary>Opens a journal, a new one where there is none. Each caller disposes what it got.</summary>
    public static ImportJournal OpenFile(string path, IItemFolderFiles files, TimeProvider time, IRunLog log)
    {
        string full = System.IO.Path.GetFullPath(path);
        lock (Open)
        {
            if (Open.TryGetValue(full, out ImportJournal? shared))
            {
                shared._users++;
                return shared;
            }

            Polyfills.CreateOwnerOnlyDirectory(System.IO.Path.GetDirectoryName(full)!);
            ItemFolderLock processLock = ItemFolderLock.Take(full + ".lock", time, owner => Errors.ImportJournalInUse(full, owner));
            try
            {
                ImportJournal journal = new(full, files, processLock);
                journal.Recover(log);
                Open.Add(full, journal);
                return journal;
            }
            catch
            {
                processLock.Dispose();
                throw;
            }
        }
    }

    /// <summary>Starts a run; it is written down with its first record.</summary>
    public JournalRun Begin(string mode, TimeProvider time)
    {
        lock (_lock)
        {
            JournaledRun run = _index.Run(Guid.NewGuid().ToString("N"));
            run.IsLive = true;
            run.MakesCopies = mode == JournalMode.Copy;
            run.Replaces = mode == JournalMode.Replace;
            return new JournalRun(this, run, mode, time) { ContinuesCopies = run.MakesCopies && _index.HasUnfinishedCopies };
        }
    }

    /// <summary>What is recorded of an item; what is done first.</summary>
    public IReadOnlyList<PriorImport> Find(JournalKey key)
    {
        lock (_lock)
        {
            return _index.Find(key);
        }
    }

    /// <summary>Tells of all that is recorded: the new items, with the times at which they were about to be sent, and the items that they were made of.</summary>
    public void Tell(Action<ulong, DateTimeOffset> item, Action<ulong> source)
    {
        lock (_lock)
        {
            foreach ((ulong made, DateTimeOffset intended) in _index.Items())
            {
                item(made, intended);
            }

            foreach (ulong known in _index.Sources())
            {
                source(known);
            }
        }
    }

    /// <summary>Writes a record; when this returns, the system has it.</summary>
    public void Write(JournalRecord record)
    {
        byte[] line = JournalJson.Line(record);
        lock (_lock)
        {
            Append(line);
            _index.Apply(record);
        }
    }

    public void Dispose()
    {
        lock (Open)
        {
            if (--_users > 0)
            {
                return;
            }

            Open.Remove(Path);
            try
            {
                _lines?.Dispose();
            }
            catch (IOException e)
            {
                // Nothing is held back: every line has reached the system when it was written.
                Debug.WriteLine(e.Message);
            }
            finally
            {
                _processLock.Dispose();
            }
        }
    }

    private void Append(byte[] line)
    {
        try
        {
            _lines ??= _files.Append(Path);
            LineWriter.Append(_lines, line, _length);
            _length += line.Length;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Errors.ImportJournalNotWritable(Path, e);
        }
    }

    private void Recover(IRunLog log)
    {
        if (!File.Exists(Path))
        {
            // Now, and not with the first item: a place that cannot be written is to be found before anything is sent.
            _files.Append(Path).Dispose();
            return;
        }

        Read(log);
        if (new FileInfo(Path).Length > _length)
        {
            log.Verbose($"The last line of '{Path}' was not whole; it was cut off.");
            _files.Truncate(Path, _length);
        }

        if (_lineCount > LeastLinesToRewrite && 4L * _index.Count < _lineCount)
        {
            Rewrite();
        }
    }

    private void Read(IRunLog log)
    {
        foreach (LineReader.Line line in Lines())
        {
            _length = line.End;
            _lineCount++;
            JournalRecord? record = JournalJson.Parse(line.Text.AsSpan());
            if (record is not null && record.Version != JournalRecord.KnownVersion)
            {
                throw Errors.ImportJournalNewer(Path, record.Version);
            }

            if (record is null || !_index.Apply(record))
            {
                log.Warning($"'{Path}': the line at byte {line.Offset} cannot be read; what it says of an item is not known.");
            }
        }
    }

    private IEnumerable<LineReader.Line> Lines()
    {
        using IEnumerator<LineReader.Line> lines = LineReader.Read(Path).GetEnumerator();
        while (true)
        {
            try
            {
                if (!lines.MoveNext())
                {
                    yield break;
                }
            }
            catch (MailboxImportExportException e) when (e.Kind == FailureKind.ExportFolderDamaged)
            {
                throw Errors.ImportJournalDamaged(Path, e);
            }

            yield return lines.Current;
        }
    }

    // Without what later lines made meaningless. A kill in between leaves the old file whole.
    private void Rewrite()
    {
        string temporary = Path + ".part";
        HashSet<string> runs = _index.UsedRuns();
        long length = 0;
        using (Stream file = _files.Create(temporary))
        {
            foreach (LineReader.Line line in Lines())
            {
                if (JournalJson.Parse(line.Text.AsSpan()) is JournalRecord record && IsNeeded(record, runs))
                {
                    byte[] text = JournalJson.Line(record);
                    file.Write(text, 0, text.Length);
                    length += text.Length;
                }
            }
        }

        _files.Rename(temporary, Path);
        _length = length;
    }

    private bool IsNeeded(JournalRecord record, HashSet<string> runs) => JournalKey.Parse(record.Key) is JournalKey key
        ? record.State != JournalRecord.Refused && _index.Has(key, record.Run)
        : runs.Contains(record.Run);
}
