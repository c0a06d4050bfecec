using System;
using System.IO;
using System.Threading.Tasks;
using MailboxImportExport.ItemFolder;
using MailboxImportExport.Model;
using MailboxImportExport.Tests.ItemFolder;
using MailboxImportExport.Transfer.Import.Journal;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Transfer.Import.Journal;

/// <summary>Which journal a run uses, and what becomes of those that nobody needs.</summary>
public sealed class JournalPlacesTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly JournalSource Source = new() { MailboxId = "MBX:3@2", ItemId = "a", ChangeKey = "1" };

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mie-");
    private readonly RecordingLog _log = new();
    private readonly FakeTimeProvider _time = new(Now);
    private readonly string _target = $"MBX:{Guid.NewGuid():D}@{Guid.NewGuid():D}";
    private ConnectedSandbox _sandbox = null!;

    private string File => Path.Combine(_folder.FullName, "items", "00", "a.fts");

    private string InFolder => Path.Combine(_folder.FullName, "import.jsonl");

    private JournalKey Key => JournalKey.Of(Source, _sandbox.Connection.Instance, _target, "folder");

    public async ValueTask InitializeAsync()
    {
        _sandbox = await ConnectedSandbox.StartAsync(_time);
        System.IO.File.WriteAllText(Path.Combine(_folder.FullName, "manifest.jsonl"), string.Empty);
    }

    public async ValueTask DisposeAsync()
    {
        await _sandbox.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public void RefusesToBeginANewJournalWhereTheOldOneCannotBeOpened()
    {
        Import(File);
        System.IO.File.Delete(InFolder + ".lock");
        Directory.CreateDirectory(InFolder + ".lock");

        MailboxImportExportException e = Should.Throw<MailboxImportExportException>(() => Import(File));

        e.Kind.ShouldBe(FailureKind.FileNotWritable);
        e.Message.ShouldContain("what has been imported already");
        System.IO.File.Exists(LocalFile(_folder.FullName)).ShouldBeFalse();
    }

    [Fact]
    public void KeepsTargetsApartWhileTheFolderCannotBeWritten()
    {
        Directory.CreateDirectory(InFolder + ".lock");
        string other = $"MBX:{Guid.NewGuid():D}@{Guid.NewGuid():D}";
        using (ImportJournals journals = Open(JournalMode.Copy))
        {
            journals.Of(Source, File, other).ShouldNotBeNull();
            JournalRun run = journals.Of(Source, File, _target).ShouldNotBeNull();
            run.Journal.Path.ShouldBe(LocalFile(_folder.FullName));
            run.Intend(Key, Source, _target, "folder", Now, null);
            run.Complete(Key, "new");
        }

        using ImportJournals again = Open(JournalMode.Copy);
        JournalRun next = again.Of(Source, File, _target).ShouldNotBeNull();
        next.ContinuesCopies.ShouldBeTrue();
        next.Prior(Key).ShouldHaveSingleItem().IsDone.ShouldBeTrue();
    }

    [Fact]
    public void GoesOnWithUnfinishedCopiesThatASecondTargetBringsAlong()
    {
        Directory.CreateDirectory(InFolder + ".lock");
        using (ImportJournals journals = Open(JournalMode.Copy))
        {
            journals.Of(Source, File, _target)!.Intend(Key, Source, _target, "folder", Now, null);
        }

        Directory.Delete(InFolder + ".lock");
        using ImportJournals again = Open(JournalMode.Copy);
        again.Of(Source, File, $"MBX:{Guid.NewGuid():D}@{Guid.NewGuid():D}")!.ContinuesCopies.ShouldBeFalse();

        again.Of(Source, File, _target)!.ContinuesCopies.ShouldBeTrue();
    }

    [Fact]
    public void StaysWithTheFolderWhileItsShareIsAway()
    {
        using ImportJournals journals = Open();
        string place = journals.Of(Source, File, _target)!.Journal.Path;
        System.IO.File.Delete(Path.Combine(_folder.FullName, "manifest.jsonl"));

        journals.Of(Source, File, _target)!.Journal.Path.ShouldBe(place);
    }

    [Fact]
    public void CanBeOpenedAgainWhenItCouldNotTakeInTheOther()
    {
        Directory.CreateDirectory(InFolder + ".lock");
        Import(File);
        Directory.Delete(InFolder + ".lock");
        TestDrive drive = new();
        drive.FailAt(DriveStep.Rename, "import.jsonl");
        using (ImportJournals journals = new(_sandbox.Connection, JournalMode.Skip, null, drive, _log))
        {
            Should.Throw<MailboxImportExportException>(() => journals.Of(Source, File, _target));
        }

        drive.Recover();
        using ImportJournals again = new(_sandbox.Connection, JournalMode.Skip, null, drive, _log);
        again.Of(Source, File, _target)!.Prior(Key).ShouldHaveSingleItem();
    }

    [Fact]
    public void GoesOnInTheFolderWithWhatWasRecordedWhileThatCouldNotBeWritten()
    {
        Directory.CreateDirectory(InFolder + ".lock");
        Import(File);
        System.IO.File.Exists(LocalFile(_folder.FullName)).ShouldBeTrue();
        _log.Warnings.ShouldHaveSingleItem().ShouldContain("-JournalPath");
        Directory.Delete(InFolder + ".lock");

        using ImportJournals journals = Open();

        journals.Of(Source, File, _target)!.Prior(Key).ShouldHaveSingleItem().IsDone.ShouldBeTrue();
        System.IO.File.Exists(LocalFile(_folder.FullName)).ShouldBeFalse();
        System.IO.File.Exists(InFolder).ShouldBeTrue();
    }

    [Fact]
    public void RefusesWhileARunUsesWhatWouldBeTakenIn()
    {
        Directory.CreateDirectory(InFolder + ".lock");
        using ImportJournals first = Open();
        first.Of(Source, File, _target)!.Intend(Key, Source, _target, "folder", Now, null);
        Directory.Delete(InFolder + ".lock");
        using ImportJournals second = Open();

        Should.Throw<MailboxImportExportException>(() => second.Of(Source, File, _target)).Kind.ShouldBe(FailureKind.ImportJournalInUse);

        System.IO.File.Exists(LocalFile(_folder.FullName)).ShouldBeTrue();
    }

    [Theory]
    [InlineData(89, true, true)]
    [InlineData(91, true, false)]
    [InlineData(91, false, true)]
    [InlineData(366, false, false)]
    public void RemovesOldJournalsOfTheLocalApplicationData(int days, bool isWhole, bool stays)
    {
        Import(null, isWhole, "MBX:old@2");
        string old = LocalFile("MBX:old@2");
        string replaced = Directory.CreateDirectory(Path.ChangeExtension(old, ".replaced")).FullName;
        System.IO.File.SetLastWriteTimeUtc(old, Now.UtcDateTime.AddDays(-days));

        Import(null, isWhole: true, "MBX:new@2");

        System.IO.File.Exists(old).ShouldBe(stays);
        System.IO.File.Exists(LocalFile("MBX:new@2")).ShouldBeTrue();
        Directory.Exists(replaced).ShouldBeTrue();
    }

    [Fact]
    public void KeepsOldJournalsThatAreInUseOrOfAnotherName()
    {
        Import(null, isWhole: true, "MBX:used@2");
        string used = LocalFile("MBX:used@2");
        string other = Path.Combine(Path.GetDirectoryName(used)!, "mine.jsonl");
        System.IO.File.Copy(used, other, overwrite: true);
        System.IO.File.SetLastWriteTimeUtc(used, Now.UtcDateTime.AddDays(-400));
        System.IO.File.SetLastWriteTimeUtc(other, Now.UtcDateTime.AddDays(-400));
        using (new FileStream(used + ".lock", FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            Import(null, isWhole: true, "MBX:new@2");
        }

        System.IO.File.Exists(used).ShouldBeTrue();
        System.IO.File.Exists(other).ShouldBeTrue();
        System.IO.File.Delete(other);
    }

    [Fact]
    public void KeepsOldJournalsInExportFolders()
    {
        Import(File);
        System.IO.File.SetLastWriteTimeUtc(InFolder, Now.UtcDateTime.AddDays(-400));

        Import(null);

        System.IO.File.Exists(InFolder).ShouldBeTrue();
    }

    private void Import(string? file, bool isWhole = true, string mailbox = "MBX:3@2")
    {
        using ImportJournals journals = Open();
        JournalSource source = Source with { MailboxId = mailbox };
        JournalKey key = JournalKey.Of(source, _sandbox.Connection.Instance, _target, "folder");
        JournalRun run = journals.Of(source, file, _target).ShouldNotBeNull();
        run.Intend(key, source, _target, "folder", Now, null);
        run.Complete(key, "new");
        journals.End(isWhole);
    }

    private string LocalFile(string source) => JournalPlace.Local(_sandbox.Connection.Instance, source, _target)!;

    private ImportJournals Open(string mode = JournalMode.Skip) => new(_sandbox.Connection, mode, null, new ItemFolderFiles(), _log);
}
