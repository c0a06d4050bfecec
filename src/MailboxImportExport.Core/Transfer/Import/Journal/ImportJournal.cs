using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
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
    private readonly JournalFile _file;
    private readonly ItemFolderLock _processLock;
    private JournalIndex _index = new();
    private long _moment;
    private int _users = 1;

    private ImportJournal(JournalFile file, ItemFolderLock processLock)
    {
        _file = file;
        _processLock = processLock;
    }

    /// <summary>Full path.</summary>
    public string Path => _file.Path;

    /// <inheritdoc cref="JournalIndex.HasUnfinishedCopies"/>
    public bool HasUnfinishedCopies
    {
        get
        {
            lock (_lock)
            {
                return _index.HasUnfinishedCopies;
            }
        }
    }

    // All runs did all that they were asked for, and every line says so.
    private bool IsWhole
    {
        get
        {
            lock (_lock)
            {
                return !_file.HasUnreadable && _index.CountOf(static run => !run.IsWhole) == 0;
            }
        }
    }

    /// <summary>Opens a journal, a new one where there is none. Each caller disposes what it got.</summary>
    /// <param name="path">The file.</param>
    /// <param name="files">The steps by which it is changed.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">Told what was found damaged.</param>
    /// <param name="forgetBefore">What whole runs did that ended before may be forgotten; null for nothing.</param>
    public static ImportJournal OpenFile(string path, IItemFolderFiles files, TimeProvider time, IRunLog log, DateTimeOffset? forgetBefore = null)
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
                ImportJournal journal = new(new JournalFile(full, files), processLock);
                journal.Recover(log, forgetBefore);
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
    /// <param name="mode">What it does with items that the target has.</param>
    /// <param name="time">The clock.</param>
    /// <param name="isFleeting">Whether what is kept beside the journal ends with this job.</param>
    public JournalRun Begin(string mode, TimeProvider time, bool isFleeting = false)
    {
        lock (_lock)
        {
            JournaledRun run = _index.Run(Guid.NewGuid().ToString("N"));
            run.Begin(++_moment);
            run.MakesCopies = JournalMode.MakesCopies(mode);
            run.MovesSources = JournalMode.Moves(mode);
            run.Replaces = mode == JournalMode.Replace;
            return new JournalRun(this, run, mode, time) { IsFleeting = isFleeting };
        }
    }

    /// <summary>A run has ended.</summary>
    public void End(JournaledRun run)
    {
        lock (_lock)
        {
            run.End(++_moment);
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

    /// <inheritdoc cref="JournalIndex.Tell"/>
    public void Tell(Action<ulong, DateTimeOffset?> item, Action<ulong> moved, Action<ulong> source)
    {
        lock (_lock)
        {
            _index.Tell(item, moved, source);
        }
    }

    /// <inheritdoc cref="JournalIndex.Mentions"/>
    public bool Mentions(ulong item)
    {
        lock (_lock)
        {
            return _index.Mentions(item);
        }
    }

    /// <summary>Writes a record; when this returns, the system has it.</summary>
    public void Write(JournalRecord record)
    {
        byte[] line = JournalJson.Line(record);
        lock (_lock)
        {
            _file.Append(line);
            _index.Apply(record);
        }
    }

    /// <summary>Takes in what another journal knows, which was kept while this one had no place, and removes that one.</summary>
    /// <returns>Whether that was possible: not while another run uses the other one, nor where one of the two cannot be read to its end.</returns>
    public bool TakeIn(ImportJournal other, IRunLog log)
    {
        lock (Open)
        {
            if (other._users > 1 || _file.HasUnreadable || other._file.HasUnreadable)
            {
                return false;
            }

            lock (_lock)
            {
                // After a kill in between, what was taken in already is not taken once more.
                HashSet<string> known = [.. _index.Runs.Select(static run => run.Id)];
                _file.Rewrite(static _ => true, other._file, record => !known.Contains(record.Run));
                other._file.Open(record => known.Contains(record.Run) || _index.Apply(record), log);
            }

            return other.TryRemove(mustBeWhole: false);
        }
    }

    /// <summary>Closes the journal and deletes its file, unless another run uses it. The lock stays where it is: another process may be taking it just now.</summary>
    /// <param name="mustBeWhole">Whether only a journal is deleted in which nothing is left to go on with.</param>
    public bool TryRemove(bool mustBeWhole)
    {
        lock (Open)
        {
            if (_users > 1 || (mustBeWhole && !IsWhole))
            {
                return false;
            }

            try
            {
                _file.Delete();
            }
            finally
            {
                // Also when that fails: nobody uses it any more.
                Dispose();
            }

            return true;
        }
    }

    public void Dispose()
    {
        lock (Open)
        {
            // Once more than it was opened changes nothing.
            if (--_users != 0)
            {
                return;
            }

            Open.Remove(Path);
            try
            {
                _file.Dispose();
            }
            catch (IOException e)
            {
                Debug.WriteLine(e.Message);
            }
            finally
            {
                _processLock.Dispose();
            }
        }
    }

    private void Recover(IRunLog log, DateTimeOffset? forgetBefore)
    {
        _file.Open(_index.Apply, log);
        int kept = _index.CountOf(run => !IsForgotten(run, forgetBefore));
        if (_file.HasUnreadable || _file.LineCount <= LeastLinesToRewrite || 4L * kept >= _file.LineCount)
        {
            return;
        }

        // Without what later lines made meaningless.
        HashSet<string> runs = [.. _index.UsedRuns().Where(id => !IsForgotten(_index.Run(id), forgetBefore))];
        JournalIndex whole = _index;
        _file.Rewrite(record => runs.Contains(record.Run) && IsNeeded(whole, record));
        _index = new JournalIndex();
        _file.Open(_index.Apply, log);
    }

    private static bool IsForgotten(JournaledRun run, DateTimeOffset? before) => run.IsWhole && run.Last < before;

    private static bool IsNeeded(JournalIndex index, JournalRecord record) => JournalKey.Parse(record.Key) is not JournalKey key || index.Has(key, record.Run);
}
