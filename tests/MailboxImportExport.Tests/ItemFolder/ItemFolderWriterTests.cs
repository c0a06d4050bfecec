using System;
using System.IO;
using System.Security.Cryptography;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.ItemFolder;
using MailboxImportExport.Model;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.ItemFolder;

public sealed class ItemFolderWriterTests : IDisposable
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(30);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mie-writer");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void LetsGoOfTheFolderWhenTheEndOfTheRunCannotBeWritten()
    {
        FullDisk files = new();
        ItemFolderWriter writer = Open(files);
        files.IsFull = true;

        Should.NotThrow(writer.Dispose);

        using FileStream free = new(Path.Combine(_folder.FullName, "export.lock"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
    }

    [Fact]
    public void LetsGoOfTheFolderWhenItsOwnerCannotBeWritten()
    {
        DirectoryInfo inTheWay = _folder.CreateSubdirectory("export.lock.json");
        Should.Throw<Exception>(() => Open(new FullDisk()));
        inTheWay.Delete();

        Should.NotThrow(() => Open(new FullDisk()).Dispose());
    }

    [Fact]
    public void StopsVerifyingWhenItIsCancelled()
    {
        using (ItemFolderWriter writer = Open(new FullDisk()))
        {
            writer.Add(new ManifestRecord { MailboxId = "MBX", ItemId = "1", Size = 0, Sha256 = string.Empty, File = "items/00/1.fts" });
        }

        RecordingLog log = new();
        Should.Throw<OperationCanceledException>(() => ItemFolderWriter.OpenFolder(
            _folder.FullName, new ItemFolderFiles(), verify: true, TimeProvider.System, log, new CancellationToken(canceled: true)));

        log.Warnings.ShouldBeEmpty();
        Should.NotThrow(() => Open(new FullDisk()).Dispose());
    }

    [Fact]
    public void TakesADamagedFileForWholeNeverAgainOnceItWasFound()
    {
        ManifestRecord record = Keep("1", "content");
        Damage(record);
        RecordingLog log = new();
        using (ItemFolderWriter verifying = Open(verify: true, log: log))
        {
            verifying.IsUpToDate(record.Key, record.ChangeKey).ShouldBeFalse();
        }

        using (ItemFolderWriter next = Open())
        {
            next.IsUpToDate(record.Key, record.ChangeKey).ShouldBeFalse();
            next.BytesOf("MBX").ShouldBe(0);
        }

        log.Warnings.ShouldHaveSingleItem().ShouldContain(record.File);
        File.Exists(FileOf(record)).ShouldBeTrue();
    }

    [Fact]
    public void FindsADamagedFileOfARunThatWasKilledOnceAndForEver()
    {
        ManifestRecord record = Keep("1", "content");
        File.WriteAllLines(Path.Combine(_folder.FullName, "runs.jsonl"), ["{\"run\":\"killed\",\"manifestLength\":0,\"started\":\"2026-01-01T00:00:00Z\"}"]);
        Damage(record);
        RecordingLog log = new();

        Open(log: log).Dispose();

        using ItemFolderWriter next = Open(log: log);
        next.IsUpToDate(record.Key, record.ChangeKey).ShouldBeFalse();
        log.Warnings.Count.ShouldBe(1);
    }

    [Fact]
    public void CountsADamagedItemAgainWhenItWasExportedAgain()
    {
        ManifestRecord record = Keep("1", "content");
        Damage(record);
        Open(verify: true).Dispose();

        Keep("1", "content");

        using (ItemFolderWriter next = Open(verify: true))
        {
            next.IsUpToDate(record.Key, record.ChangeKey).ShouldBeTrue();
        }

        ItemFolderReader reader = ItemFolderReader.OpenFolder(_folder.FullName, null, new RecordingLog());
        reader.Items(allVersions: true).ShouldHaveSingleItem().IsSuperseded.ShouldBeFalse();
    }

    [Fact]
    public void StillGivesADamagedItemToWhoeverReadsTheFolder()
    {
        Damage(Keep("1", "content"));
        Open(verify: true).Dispose();

        // Its import says that it is damaged; left out, it would be missing without a word.
        ItemFolderReader.OpenFolder(_folder.FullName, null, new RecordingLog()).Items(allVersions: true).ShouldHaveSingleItem();
    }

    [Fact]
    public void VerifiesForARunThatJoinsAsWell()
    {
        ManifestRecord record = Keep("1", "content");
        Damage(record);
        using ItemFolderWriter first = Open();
        first.IsUpToDate(record.Key, record.ChangeKey).ShouldBeTrue();
        RecordingLog log = new();

        using ItemFolderWriter second = Open(verify: true, log: log);

        log.Warnings.ShouldHaveSingleItem();
        first.IsUpToDate(record.Key, record.ChangeKey).ShouldBeFalse();
    }

    [Fact]
    public void LeavesTheFolderToTheOthersWhenARunThatJoinsIsStoppedWhileItVerifies()
    {
        Keep("1", "content");
        ItemFolderWriter first = Open();

        Should.Throw<OperationCanceledException>(() => Open(verify: true, cancellationToken: new CancellationToken(canceled: true)));

        Keep("2", "more");
        first.Dispose();
        using FileStream free = new(Path.Combine(_folder.FullName, "export.lock"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
    }

    [Fact]
    public async Task HoldsUpNoRunThatWritesElsewhere()
    {
        using BlockingLog log = new();
        Damage(Keep("1", "content"));
        Task<ItemFolderWriter> opening = Task.Run(() => Open(verify: true, log: log));
        await log.Reached.WaitAsync(Guard);
        DirectoryInfo other = _folder.CreateSubdirectory("other");

        await Task.Run(() => Open(path: other.FullName).Dispose()).WaitAsync(Guard);

        log.Release();
        (await opening.WaitAsync(Guard)).Dispose();
    }

    [Fact]
    public async Task CanBeStoppedWhileAnotherRunOpensTheFolder()
    {
        using BlockingLog log = new();
        Damage(Keep("1", "content"));
        Task<ItemFolderWriter> opening = Task.Run(() => Open(verify: true, log: log));
        await log.Reached.WaitAsync(Guard);
        using CancellationTokenSource stop = new();
        Task<ItemFolderWriter> waiting = Task.Run(() => Open(cancellationToken: stop.Token));

        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => waiting.WaitAsync(Guard));
        log.Release();
        (await opening.WaitAsync(Guard)).Dispose();
        using FileStream free = new(Path.Combine(_folder.FullName, "export.lock"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
    }

    [Fact]
    public async Task KeepsFileAndLineOfOneArrivalTogetherForAllRunsOfTheProcess()
    {
        using ItemFolderWriter first = Open();
        using ItemFolderWriter second = Open();
        TaskCompletionSource writing = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource written = new(TaskCreationOptions.RunContinuationsAsynchronously);
        ManifestRecord one = Record("1", "one");
        ManifestRecord other = Record("1", "another");
        Task slow = Task.Run(() => first.Keep(one.Key, one, path =>
        {
            writing.SetResult();
            written.Task.Wait(Guard).ShouldBeTrue();
            File.WriteAllText(path, "one");
        }));
        await writing.Task.WaitAsync(Guard);

        Task<(ManifestRecord Record, string Path)> quick = Task.Run(() => second.Keep(other.Key, other, path => File.WriteAllText(path, "another")));

        written.SetResult();
        await slow.WaitAsync(Guard);
        (await quick.WaitAsync(Guard)).Record.Sha256.ShouldBe(one.Sha256);
        File.ReadAllText(FileOf(one)).ShouldBe("one");
    }

    [Fact]
    public void WritesThousandsOfFoldersInAFewFiles()
    {
        FakeTimeProvider time = new();
        TestDrive drive = new();
        using (ItemFolderWriter writer = ItemFolderWriter.OpenFolder(_folder.FullName, drive, verify: false, time, new RecordingLog(), CancellationToken.None))
        {
            for (int i = 0; i < 1000; i++)
            {
                writer.AddFolders([new FolderRecord { MailboxId = "MBX", FolderId = $"{i}", Path = $"Folder {i}", FolderClass = "IPF.Note" }]);
                time.Advance(FolderList.Interval / 100);
            }
        }

        drive.FolderLists.ShouldBeInRange(2, 12);
        ItemFolderReader.ReadFolders(new ItemFolderLayout(_folder.FullName)).Count.ShouldBe(1000);
    }

    [Fact]
    public void WritesFoldersWithTheNextItemWhenTheyHaveWaitedLongEnough()
    {
        FakeTimeProvider time = new();
        TestDrive drive = new();
        using ItemFolderWriter writer = ItemFolderWriter.OpenFolder(_folder.FullName, drive, verify: false, time, new RecordingLog(), CancellationToken.None);
        writer.AddFolders([new FolderRecord { MailboxId = "MBX", FolderId = "1", Path = "1", FolderClass = "IPF.Note" }]);
        writer.AddFolders([new FolderRecord { MailboxId = "MBX", FolderId = "2", Path = "2", FolderClass = "IPF.Note" }]);
        drive.FolderLists.ShouldBe(1);

        time.Advance(FolderList.Interval);
        ManifestRecord record = Record("1", "content");
        writer.Keep(record.Key, record, static path => File.WriteAllText(path, "content"));

        drive.FolderLists.ShouldBe(2);
    }

    private ItemFolderWriter Open(
        IItemFolderFiles? files = null,
        bool verify = false,
        IRunLog? log = null,
        string? path = null,
        CancellationToken cancellationToken = default)
        => ItemFolderWriter.OpenFolder(path ?? _folder.FullName, files ?? new ItemFolderFiles(), verify, TimeProvider.System, log ?? new RecordingLog(), cancellationToken);

    private ManifestRecord Keep(string id, string content)
    {
        using ItemFolderWriter writer = Open();
        ManifestRecord record = Record(id, content);
        writer.Keep(record.Key, record, path => File.WriteAllText(path, content));
        return record;
    }

    private static ManifestRecord Record(string id, string content) => new()
    {
        MailboxId = "MBX",
        ItemId = id,
        ChangeKey = "key",
        ExportedChangeKey = "key",
        Size = content.Length,
        Sha256 = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(content))),
        File = $"items/00/{id}.fts",
    };

    private string FileOf(ManifestRecord record) => Path.Combine(_folder.FullName, record.File);

    // Of the same size: nobody sees it who does not read it.
    private void Damage(ManifestRecord record) => File.WriteAllText(FileOf(record), new string('!', (int)record.Size));

    /// <summary>Holds whoever warns until it is released.</summary>
    private sealed class BlockingLog : IRunLog, IDisposable
    {
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly ManualResetEventSlim _released = new();

        public Task Reached => _reached.Task;

        public bool ShowsVerbose => false;

        public bool ShowsDebug => false;

        public void Release() => _released.Set();

        public void Verbose(string text)
        {
        }

        public void Debug(string text)
        {
        }

        public void Warning(string text)
        {
            _reached.TrySetResult();
            _released.Wait(Guard).ShouldBeTrue();
        }

        public void Dispose() => _released.Dispose();
    }

    /// <summary>A disk that takes nothing more from some moment on.</summary>
    private sealed class FullDisk : IItemFolderFiles
    {
        private readonly ItemFolderFiles _inner = new();

        public bool IsFull { get; set; }

        public Stream Create(string path) => _inner.Create(path);

        public Stream Append(string path) => IsFull ? throw new IOException("No space left on device.") : _inner.Append(path);

        public void Rename(string from, string to) => _inner.Rename(from, to);

        public void Truncate(string path, long length) => _inner.Truncate(path, length);

        public void Delete(string path) => _inner.Delete(path);

        public long? FreeBytes(string folder) => _inner.FreeBytes(folder);
    }
}
