using System;
using System.IO;
using MailboxImportExport.ItemFolder;
using MailboxImportExport.Transfer.Import.Journal;

namespace MailboxImportExport.Tests.Transfer.Import.Journal;

/// <summary>A journal in a folder of its own.</summary>
internal sealed class TemporaryJournal : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mie-journal");

    public TemporaryJournal() => Journal = ImportJournal.OpenFile(Path.Combine(_folder.FullName, "import.jsonl"), new ItemFolderFiles(), TimeProvider.System, new RecordingLog());

    public ImportJournal Journal { get; }

    /// <summary>Records an import that is done.</summary>
    public void Import(string sourceItem, string itemId, DateTimeOffset at, string mode = JournalMode.Copy, bool wasFound = false)
    {
        JournalSource source = new() { MailboxId = "MBX:3@2", ItemId = sourceItem, ChangeKey = "1" };
        JournalKey key = JournalKey.Of(source, string.Empty, "MBX:1@2", "folder");
        JournalRun run = Journal.Begin(mode, TimeProvider.System);
        run.Intend(key, source, "MBX:1@2", "folder", at, null);
        if (wasFound)
        {
            run.TakeOver(key, Journal.Find(key)[0], ItemIdHash.Of(itemId));
        }
        else
        {
            run.Complete(key, itemId);
        }
    }

    public void Dispose()
    {
        Journal.Dispose();
        _folder.Delete(recursive: true);
    }
}
