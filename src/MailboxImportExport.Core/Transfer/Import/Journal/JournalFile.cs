using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using MailboxImportExport.ItemFolder;
using MailboxImportExport.Model;

namespace MailboxImportExport.Transfer.Import.Journal;

/// <summary>The file of a journal: reads its lines, adds to them, and writes it anew without those that nobody needs. For one thread at a time.</summary>
internal sealed class JournalFile(string path, IItemFolderFiles files) : IDisposable
{
    // So begins every line that this module has ever written.
    private static readonly byte[] Beginning = Encoding.ASCII.GetBytes("{\"v\":");

    private Stream? _lines;
    private long _length;

    public string Path => path;

    /// <summary>Lines that were read.</summary>
    public long LineCount { get; private set; }

    /// <summary>Whether some of them said nothing that is understood. Such a file is never written anew.</summary>
    public bool HasUnreadable { get; private set; }

    /// <summary>Reads the file, a new one where there is none; what stands behind the last whole line is cut off.</summary>
    /// <param name="take">Gets each record; says whether it is understood.</param>
    /// <param name="log">Told what was found damaged.</param>
    public void Open(Func<JournalRecord, bool> take, IRunLog log)
    {
        (_length, LineCount, HasUnreadable) = (0, 0, false);
        if (!File.Exists(path))
        {
            // Now, and not with the first item: a place that cannot be written is to be found before anything is sent.
            files.Append(path).Dispose();
            return;
        }

        foreach (LineReader.Line line in Lines())
        {
            Read(line, take, log);
        }

        CutTail(log);
    }

    /// <summary>Adds a line; when this returns, the system has it.</summary>
    public void Append(byte[] line)
    {
        try
        {
            _lines ??= files.Append(path);
            LineWriter.Append(_lines, line, _length);
            _length += line.Length;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Errors.ImportJournalNotWritable(path, e);
        }
    }

    /// <summary>Writes the file anew. A kill in between leaves the old one whole.</summary>
    /// <param name="isNeeded">Which lines stay.</param>
    /// <param name="more">A file whose lines are added.</param>
    /// <param name="isWanted">Which of those.</param>
    public void Rewrite(Predicate<JournalRecord> isNeeded, JournalFile? more = null, Predicate<JournalRecord>? isWanted = null)
    {
        Dispose();
        string temporary = path + ".part";
        long length;
        using (Stream file = files.Create(temporary))
        {
            length = CopyTo(file, isNeeded) + (more?.CopyTo(file, isWanted!) ?? 0);
        }

        files.Rename(temporary, path);
        _length = length;
    }

    /// <summary>Deletes the file.</summary>
    public void Delete()
    {
        Dispose();
        files.Delete(path);
    }

    /// <summary>Closes the file; nothing is held back, every line has reached the system when it was written.</summary>
    public void Dispose()
    {
        _lines?.Dispose();
        _lines = null;
    }

    private void Read(LineReader.Line line, Func<JournalRecord, bool> take, IRunLog log)
    {
        _length = line.End;
        LineCount++;
        JournalRecord? record = JournalJson.Parse(line.Text.AsSpan());
        if (record is null && LineCount == 1)
        {
            // Whatever it is, it was not made here: nothing may be cut off, added or left out.
            throw Errors.ImportJournalForeign(path);
        }

        if (record is not null && record.Version != JournalRecord.KnownVersion)
        {
            throw Errors.ImportJournalNewer(path, record.Version);
        }

        if (record is null || !take(record))
        {
            HasUnreadable = true;
            log.Warning($"'{path}': the line at byte {line.Offset} cannot be read; what it says of an item is not known.");
        }
    }

    private void CutTail(IRunLog log)
    {
        if (new FileInfo(path).Length <= _length)
        {
            return;
        }

        if (LineCount == 0 && !IsBegun())
        {
            throw Errors.ImportJournalForeign(path);
        }

        log.Verbose($"The last line of '{path}' was not whole; it was cut off.");
        files.Truncate(path, _length);
    }

    // Whether a file without a whole line is a journal whose very first line was being written.
    private bool IsBegun()
    {
        byte[] start = new byte[Beginning.Length];
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        int count = file.Read(start, 0, start.Length);
        return start.AsSpan(0, count).SequenceEqual(Beginning.AsSpan(0, count));
    }

    private long CopyTo(Stream target, Predicate<JournalRecord> isNeeded)
    {
        byte[] end = [(byte)'\n'];
        long length = 0;
        foreach (LineReader.Line line in Lines())
        {
            if (JournalJson.Parse(line.Text.AsSpan()) is JournalRecord record && isNeeded(record))
            {
                target.Write(line.Text.Array!, line.Text.Offset, line.Text.Count);
                target.Write(end, 0, end.Length);
                length += line.Text.Count + end.Length;
            }
        }

        return length;
    }

    private IEnumerable<LineReader.Line> Lines()
    {
        using IEnumerator<LineReader.Line> lines = LineReader.Read(path).GetEnumerator();
        while (true)
        {
            try
            {
                if (!lines.MoveNext())
                {
                    yield break;
                }
            }
            catch (MailboxImportExportException e) when (e.Kind == FailureKind.ExportFolderDamaged)
            {
                throw Errors.ImportJournalDamaged(path, e);
            }

            yield return lines.Current;
        }
    }
}
