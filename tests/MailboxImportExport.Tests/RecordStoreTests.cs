using System.IO;
using System.Linq;
using MailboxImportExport.Model;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests;

/// <summary>Records in memory and in a file.</summary>
public sealed class RecordStoreTests
{
    private const int Count = 300;

    [Theory]
    [InlineData(RecordStore.DefaultMemoryLimit)]
    [InlineData(1000)]
    public void ReadsWhatWasAddedWhileMoreIsAdded(int memoryLimit)
    {
        using RecordStore store = new(Path.GetTempPath(), memoryLimit);
        long[] places = new long[Count];
        for (int i = 0; i < Count; i++)
        {
            places[i] = store.Add(Record(i));
            long earlier = places[i / 2];
            store.Read(ref earlier).ShouldBe(Record(i / 2));
            earlier.ShouldBe(places[i / 2] + sizeof(int) + Record(i / 2).Length);
        }

        store.Count.ShouldBe(Count);
        long place = 0;
        Enumerable.Range(0, Count).Select(_ => store.Read(ref place)).ShouldBe(Enumerable.Range(0, Count).Select(Record));
    }

    [Fact]
    public void TellsOfTheFolderWhenItIsFull()
    {
        using RecordStore store = new("there", 100, static _ => new FullFile());

        Should.Throw<MailboxImportExportException>(() =>
        {
            for (int i = 0; i < Count * Count; i++)
            {
                store.Add(Record(i));
            }
        }).ShouldSatisfyAllConditions(
            static e => e.Kind.ShouldBe(FailureKind.FileNotWritable),
            static e => e.Target.ShouldBe("there"),
            static e => e.Message.ShouldContain("No space left"));
    }

    private static byte[] Record(int number) => [.. Enumerable.Repeat((byte)number, number % 50)];

    private sealed class FullFile : MemoryStream
    {
        public override void Write(byte[] buffer, int offset, int count) => throw new IOException("No space left on device");
    }
}
