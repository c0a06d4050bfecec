using System;
using System.Diagnostics;
using System.IO;
using System.Text;
using System.Threading;
using MailboxImportExport.ItemFolder;

namespace MailboxImportExport.TestProcess;

/// <summary>Names every step by which an export folder or a journal changes and kills the process (SIGKILL) at one of them.</summary>
/// <param name="inner">What carries out the steps.</param>
/// <param name="killAt">Name of the step at which the process is killed; null for none.</param>
/// <param name="occurrence">Which of the steps of that name, from 1.</param>
/// <param name="logPath">Gets one line a step, or null.</param>
internal sealed class KillingFiles(IItemFolderFiles inner, string? killAt, int occurrence, string? logPath) : IItemFolderFiles
{
    private readonly object _lock = new();
    private int _occurrences;

    public Stream Create(string path)
    {
        Stream stream = inner.Create(path);
        Step("created " + Kind(path));
        return new KillingStream(this, stream, Kind(path));
    }

    public Stream Append(string path)
    {
        Stream stream = inner.Append(path);
        Step("opened " + Kind(path));
        return new KillingStream(this, stream, Kind(path));
    }

    public void Rename(string from, string to)
    {
        Step("before rename to " + Kind(to));
        inner.Rename(from, to);
        Step("after rename to " + Kind(to));
    }

    public void Truncate(string path, long length)
    {
        inner.Truncate(path, length);
        Step("truncated " + Kind(path));
    }

    public void Delete(string path)
    {
        inner.Delete(path);
        Step("deleted " + Kind(path));
    }

    public long? FreeBytes(string folder) => inner.FreeBytes(folder);

    // Items have names of their own: what matters is whether it is the final one.
    private static string Kind(string path)
    {
        bool isItem = path.Contains($"{Path.DirectorySeparatorChar}items{Path.DirectorySeparatorChar}", StringComparison.Ordinal);
        return isItem ? "item" + Path.GetExtension(path) : Path.GetFileName(path);
    }

    private void Step(string name)
    {
        lock (_lock)
        {
            if (logPath is not null)
            {
                File.AppendAllText(logPath, name + "\n");
            }

            _occurrences += name == killAt ? 1 : 0;
            if (name == killAt && _occurrences == occurrence)
            {
                using Process process = Process.GetCurrentProcess();
                process.Kill();

                // The signal is on its way; nothing more must happen.
                Thread.Sleep(Timeout.Infinite);
            }
        }
    }

    /// <summary>Writes in two halves, with a step between them.</summary>
    private sealed class KillingStream(KillingFiles files, Stream inner, string name) : Stream
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
            string what = IsEnd(buffer, offset, count) ? "end of " + name : name;
            inner.Write(buffer, offset, count / 2);
            inner.Flush();
            files.Step("half written " + what);
            inner.Write(buffer, offset + (count / 2), count - (count / 2));
            inner.Flush();
            files.Step("written " + what);
        }

        public override void Flush() => inner.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => inner.Seek(offset, origin);

        public override void SetLength(long value) => inner.SetLength(value);

        // The last line of a run that did all that it was asked for.
        private bool IsEnd(byte[] buffer, int offset, int count)
            => name == "import.jsonl" && Encoding.UTF8.GetString(buffer, offset, count).Contains("\"state\":\"end\"", StringComparison.Ordinal);

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                inner.Dispose();
                files.Step("closed " + name);
            }

            base.Dispose(disposing);
        }
    }
}
