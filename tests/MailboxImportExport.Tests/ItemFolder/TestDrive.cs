using System;
using System.IO;
using MailboxImportExport.ItemFolder;

namespace MailboxImportExport.Tests.ItemFolder;

/// <summary>A drive that has as much room as a test says, and from some step on takes nothing more.</summary>
internal sealed class TestDrive : IItemFolderFiles
{
    private readonly object _lock = new();
    private readonly ItemFolderFiles _there = new();
    private DriveStep _step;
    private string? _file;
    private int _left;

    /// <summary>Bytes that are free; null when nobody tells.</summary>
    public long? Free { get; set; } = long.MaxValue;

    /// <summary>How often that was asked.</summary>
    public int Reads { get; private set; }

    /// <summary>How often files of the list of folders were replaced.</summary>
    public int FolderLists { get; private set; }

    /// <summary>Fails from a step on, whatever the step is then.</summary>
    /// <param name="step">The step.</param>
    /// <param name="file">How the names of the files end that it is done with.</param>
    /// <param name="after">How many of them go well before.</param>
    public void FailAt(DriveStep step, string file, int after = 0) => (_step, _file, _left) = (step, file, after);

    /// <summary>There is room again, or the share is back.</summary>
    public void Recover() => _file = null;

    public Stream Create(string path)
    {
        Take(DriveStep.Create, path);
        return new FailingStream(_there.Create(path), () => Take(DriveStep.WriteFile, path));
    }

    public Stream Append(string path)
    {
        Take(DriveStep.OpenLines, path);
        return new FailingStream(_there.Append(path), () => Take(DriveStep.WriteLine, path));
    }

    public void Rename(string from, string to)
    {
        Take(DriveStep.Rename, to);
        FolderLists += to.EndsWith("folders.json", StringComparison.Ordinal) ? 1 : 0;
        _there.Rename(from, to);
    }

    public void Truncate(string path, long length) => _there.Truncate(path, length);

    public void Delete(string path) => _there.Delete(path);

    public long? FreeBytes(string folder)
    {
        Reads++;
        return Free;
    }

    private void Take(DriveStep step, string path)
    {
        lock (_lock)
        {
            if (_file is not null && (_left < 0 || (step == _step && path.EndsWith(_file, StringComparison.Ordinal) && --_left < 0)))
            {
                throw new IOException("No space left on device.");
            }
        }
    }

    /// <summary>A file of which only half arrives when there is no room.</summary>
    private sealed class FailingStream(Stream inner, Action write) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => inner.CanSeek;

        public override bool CanWrite => true;

        public override long Length => inner.Length;

        public override long Position
        {
            get => inner.Position;
            set => inner.Position = value;
        }

        public override void Write(byte[] buffer, int offset, int count)
        {
            try
            {
                write();
            }
            catch (IOException)
            {
                inner.Write(buffer, offset, count / 2);
                throw;
            }

            inner.Write(buffer, offset, count);
        }

        public override void SetLength(long value) => inner.SetLength(value);

        public override void Flush() => inner.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => inner.Seek(offset, origin);

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                inner.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
