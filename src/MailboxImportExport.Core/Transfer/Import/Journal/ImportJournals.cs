using System;
using System.Collections.Generic;
using System.IO;
using MailboxImportExport.Graph;
using MailboxImportExport.ItemFolder;
using MailboxImportExport.Model;

namespace MailboxImportExport.Transfer.Import.Journal;

/// <summary>The journals of one run of an import command: each is opened when the first item that belongs into it comes.</summary>
internal sealed class ImportJournals(GraphConnection connection, string mode, string? path, IItemFolderFiles files, IRunLog log) : IDisposable
{
    private readonly object _lock = new();
    private readonly Dictionary<string, JournalRun?> _runs = new(StringComparer.Ordinal);
    private readonly HashSet<(string Folder, string Target)> _takenIn = [];
    private readonly HashSet<string> _folders = new(StringComparer.Ordinal);
    private readonly HashSet<string> _notWritable = new(StringComparer.Ordinal);
    private bool _hasWarned;
    private bool _hasCleaned;

    /// <summary>The run in the journal of an item, or null when there is no place for one.</summary>
    public JournalRun? Of(JournalSource source, string? file, string targetMailboxId)
    {
        lock (_lock)
        {
            if (path is not null)
            {
                return In(path, () => OpenNamed(path));
            }

            return FolderOf(file) is string folder ? OfFolder(folder, targetMailboxId) : OfLocal(source.MailboxId, targetMailboxId);
        }
    }

    /// <summary>The run has ended, and whether it did all that it was asked for.</summary>
    public void End(bool isWhole)
    {
        lock (_lock)
        {
            foreach (JournalRun? run in _runs.Values)
            {
                run?.End(isWhole);
            }
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            foreach (JournalRun? run in _runs.Values)
            {
                run?.End(isWhole: false);
                run?.Journal.Dispose();
            }

            _runs.Clear();
        }
    }

    private JournalRun? In(string place, Func<JournalRun?> open)
    {
        if (!_runs.TryGetValue(place, out JournalRun? run))
        {
            run = open();
            _runs.Add(place, run);
        }

        return run;
    }

    // A folder that was seen to be one stays it: a share that is away for a moment must not send records somewhere else.
    private string? FolderOf(string? file)
        => JournalPlace.ExportFolderOf(file) is string root && (_folders.Contains(root) || (ItemFolderReader.IsOne(root) && _folders.Add(root))) ? root : null;

    private JournalRun? OfFolder(string folder, string targetMailboxId)
    {
        string place = new ItemFolderLayout(folder).Journal;
        if (_notWritable.Contains(folder))
        {
            return OfLocal(folder, targetMailboxId);
        }

        try
        {
            JournalRun run = In(place, () => OpenIn(place, folder, targetMailboxId))!;

            // The items of one folder may go into several mailboxes, of which each had a journal of its own meanwhile.
            if (TakeIn(folder, targetMailboxId, run.Journal))
            {
                run.LookAgain();
            }

            return run;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (File.Exists(place) || !ItemFolderReader.IsOne(folder))
            {
                // A new one somewhere else would know nothing, and everything would be imported again.
                throw Errors.ImportJournalNotOpened(place, e);
            }

            Warn(e.Message);
            _notWritable.Add(folder);
            return OfLocal(folder, targetMailboxId);
        }
    }

    private JournalRun? OfLocal(string? source, string targetMailboxId)
    {
        string? place = Local(source, targetMailboxId);
        if (place is not null)
        {
            return In(place, () => TryOpenLocal(place));
        }

        Warn("there is no local application data");
        return null;
    }

    private JournalRun OpenNamed(string place)
    {
        try
        {
            return Begin(OpenFile(place));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Errors.ImportJournalNotWritable(place, e);
        }
    }

    private JournalRun? TryOpenLocal(string place)
    {
        try
        {
            return OpenLocal(place);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (File.Exists(place))
            {
                throw Errors.ImportJournalNotOpened(place, e);
            }

            Warn(e.Message);
            return null;
        }
    }

    private JournalRun OpenIn(string place, string folder, string targetMailboxId)
    {
        ImportJournal journal = OpenFile(place);
        try
        {
            TakeIn(folder, targetMailboxId, journal);
            return Begin(journal);
        }
        catch
        {
            journal.Dispose();
            throw;
        }
    }

    // What was imported while the folder could not be written.
    private bool TakeIn(string folder, string targetMailboxId, ImportJournal journal)
    {
        if (!_takenIn.Add((folder, targetMailboxId)) || Local(folder, targetMailboxId) is not string local || local == journal.Path || !File.Exists(local))
        {
            return false;
        }

        try
        {
            TakeIn(ImportJournal.OpenFile(local, files, connection.Time, log), journal);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Errors.ImportJournalNotOpened(local, e);
        }
    }

    private void TakeIn(ImportJournal other, ImportJournal journal)
    {
        bool isTaken = false;
        try
        {
            isTaken = journal.TakeIn(other, log);
        }
        finally
        {
            if (!isTaken)
            {
                other.Dispose();
            }
        }

        if (!isTaken)
        {
            throw Errors.ImportJournalNotTakenIn(journal.Path, other.Path);
        }

        log.Verbose($"'{journal.Path}' has taken in what '{other.Path}' knew.");
    }

    private JournalRun OpenLocal(string place)
    {
        DateTimeOffset now = connection.Time.GetUtcNow();
        if (!_hasCleaned)
        {
            _hasCleaned = true;
            StaleJournals.Remove(Path.GetDirectoryName(place)!, place, files, connection.Time);
        }

        ImportJournal journal = OpenFile(place, now - StaleJournals.WholeAge);
        string? reason = JournalPlace.WhyFleeting();
        if (reason is not null)
        {
            Warn(reason);
        }

        return Begin(journal, isFleeting: reason is not null);
    }

    private ImportJournal OpenFile(string place, DateTimeOffset? forgetBefore = null)
    {
        ImportJournal journal = ImportJournal.OpenFile(place, files, connection.Time, log, forgetBefore);
        log.Verbose($"The journal of this import is '{place}'.");
        return journal;
    }

    private JournalRun Begin(ImportJournal journal, bool isFleeting = false) => journal.Begin(mode, connection.Time, isFleeting);

    // Another start of a sandbox has the same mailboxes and other items.
    private string? Local(string? source, string target) => JournalPlace.Local(connection.Instance, source, target);

    private void Warn(string reason)
    {
        if (!_hasWarned)
        {
            _hasWarned = true;
            log.Warning($"The journal of this import has no place that lasts ({reason}): when the import is stopped, running the same line again may import items without a search key, and with -ConflictAction Copy any item, once more. Name a place with -JournalPath.");
        }
    }
}
