using System;
using System.Globalization;
using System.IO;
using MailboxImportExport.ItemFolder;
using MailboxImportExport.Transfer.Import.Journal;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Transfer.Import.Journal;

[Collection(MemoryMeasurement.Name)]
public sealed class ImportJournalMemoryTests : IDisposable
{
    private const int Count = 100_000;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mie-journal");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void HoldsHashesOnlyWhenItIsRead()
    {
        string path = Path.Combine(_folder.FullName, "import.jsonl");
        Write(path);
        long before = GC.GetTotalMemory(forceFullCollection: true);

        using ImportJournal journal = ImportJournal.OpenFile(path, new ItemFolderFiles(), TimeProvider.System, new RecordingLog());

        ((GC.GetTotalMemory(forceFullCollection: true) - before) / Count).ShouldBeLessThan(72);
        journal.Find(Key(7)).ShouldHaveSingleItem().Item.ShouldBe(ItemIdHash.Of("n7"));
    }

    private static JournalKey Key(int item)
        => JournalKey.Of(new JournalSource { ItemId = item.ToString(CultureInfo.InvariantCulture) }, string.Empty, "MBX:1@2", "folder");

    private static void Write(string path)
    {
        using StreamWriter file = new(path);
        for (int i = 0; i < Count; i++)
        {
            string key = Key(i).ToString();
            file.Write($"{{\"v\":1,\"run\":\"r\",\"state\":\"intent\",\"at\":\"2026-05-01T12:00:00Z\",\"key\":\"{key}\",\"sourceItem\":\"s{i}\"}}\n");
            file.Write($"{{\"v\":1,\"run\":\"r\",\"state\":\"done\",\"key\":\"{key}\",\"item\":\"n{i}\"}}\n");
        }
    }
}
