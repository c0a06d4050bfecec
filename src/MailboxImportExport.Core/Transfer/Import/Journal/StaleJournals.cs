using System;
using System.Diagnostics;
using System.IO;
using MailboxImportExport.ItemFolder;
using MailboxImportExport.Model;

namespace MailboxImportExport.Transfer.Import.Journal;

/// <summary>
/// Removes journals of the local application data that nobody is going to continue. Those that a user named, those in export folders
/// and what was replaced stay where they are.
/// </summary>
internal static class StaleJournals
{
    /// <summary>How long a journal is kept in which nothing is left to do: until then it saves importing items without a search key again.</summary>
    public static readonly TimeSpan WholeAge = TimeSpan.FromDays(90);

    /// <summary>How long any journal is kept.</summary>
    public static readonly TimeSpan UnfinishedAge = TimeSpan.FromDays(365);

    /// <summary>Looks through a folder of journals.</summary>
    /// <param name="folder">The folder; it need not exist.</param>
    /// <param name="wanted">The journal that is about to be opened.</param>
    /// <param name="files">The steps by which journals are changed.</param>
    /// <param name="time">The clock.</param>
    public static void Remove(string folder, string wanted, IItemFolderFiles files, TimeProvider time)
    {
        try
        {
            foreach (string path in Directory.Exists(folder) ? Directory.GetFiles(folder, JournalPlace.Pattern) : [])
            {
                TimeSpan age = time.GetUtcNow() - File.GetLastWriteTimeUtc(path);
                if (path != wanted && age >= WholeAge && JournalPlace.IsLocalName(path))
                {
                    TryRemove(path, age, files, time);
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What is not removed now is removed some other time.
            Debug.WriteLine(e.Message);
        }
    }

    private static void TryRemove(string path, TimeSpan age, IItemFolderFiles files, TimeProvider time)
    {
        try
        {
            ImportJournal journal = ImportJournal.OpenFile(path, files, time, new Unheard());
            if (!journal.TryRemove(mustBeWhole: age < UnfinishedAge))
            {
                journal.Dispose();
            }
        }
        catch (MailboxImportExportException e)
        {
            // In use, or not a journal.
            Debug.WriteLine(e.Message);
        }
    }

    private sealed class Unheard : IRunLog
    {
        public bool ShowsVerbose => false;

        public bool ShowsDebug => false;

        public void Verbose(string text)
        {
        }

        public void Debug(string text)
        {
        }

        public void Warning(string text)
        {
        }
    }
}
