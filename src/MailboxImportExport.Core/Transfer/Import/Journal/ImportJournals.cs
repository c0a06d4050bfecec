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
    private bool _hasWarned;
    private bool _hasCleaned;

    /// <summary>The run in the journal of an item, or null when there is no place for one.</summary>
    public JournalRun? Of(JournalSource source, string? file, string targetMailboxId)
    {
        string? folder = path is null ? JournalPlace.ExportFolderOf(file) : null;
        string? place = path ?? (folder is null ? Local(source.MailboxId, targetMailboxId) : new ItemFolderLayout(folder).Journal);
        lock (_lock)
        {
            if (!_runs.TryGetValue(place ?? string.Empty, out JournalRun? run))
            {
                run = Open(place, folder, targetMailboxId);
                _runs.Add(place ?? string.Empty, run);
            }
            else if (run is not null && folder is not null)
            {
                // The items of one folder may go into several mailboxes, of which each had a journal of its own meanwhile.
                TakeIn(folder, targetMailboxId, run.Journal);
            }

            return run;
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

    private JournalRun? Open(string? place, string? folder, string targetMailboxId)
    {
        if (place is null)
        {
            Warn("there is no local application data");
            return null;
        }

        try
        {
            return path is not null ? Begin(OpenFile(place)) : folder is null ? OpenLocal(place) : OpenIn(place, folder, targetMailboxId);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (path is not null)
            {
                throw Errors.ImportJournalNotWritable(place, e);
            }

            if (File.Exists(place))
            {
                // A new one somewhere else would know nothing, and everything would be imported again.
                throw Errors.ImportJournalNotOpened(place, e);
            }

            Warn(e.Message);
            return folder is not null && Local(folder, targetMailboxId) is string other ? Open(other, null, targetMailboxId) : null;
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
    private void TakeIn(string folder, string targetMailboxId, ImportJournal journal)
    {
        if (!_takenIn.Add((folder, targetMailboxId)) || Local(folder, targetMailboxId) is not string local || local == journal.Path || !File.Exists(local))
        {
            return;
        }

        try
        {
            ImportJournal other = ImportJournal.OpenFile(local, files, connection.Time, log);
            if (!journal.TakeIn(other, log))
            {
                other.Dispose();
                throw Errors.ImportJournalNotTakenIn(journal.Path, local);
            }

            log.Verbose($"'{journal.Path}' has taken in what '{local}' knew.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Errors.ImportJournalNotOpened(local, e);
        }
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
