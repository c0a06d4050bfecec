using System;
using System.IO;
using System.Threading;
using MailboxImportExport.ItemFolder;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.ItemFolder;

public sealed class ItemFolderWriterTests : IDisposable
{
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

    private ItemFolderWriter Open(IItemFolderFiles files)
        => ItemFolderWriter.OpenFolder(_folder.FullName, files, verify: false, TimeProvider.System, new RecordingLog(), CancellationToken.None);

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
