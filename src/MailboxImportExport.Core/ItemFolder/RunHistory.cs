using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace MailboxImportExport.ItemFolder;

/// <summary>When runs began and ended; where a run has no end, its process was killed and its records are checked once.</summary>
internal sealed class RunHistory
{
    private readonly string _path;
    private readonly Dictionary<string, long> _open = new(StringComparer.Ordinal);
    private string? _current;

    private RunHistory(string path) => _path = path;

    /// <summary>Where the last whole line ends.</summary>
    public long Length { get; private set; }

    /// <summary>Where the manifest stood when the oldest run without an end began; null when all runs ended.</summary>
    public long? Unfinished => _open.Count == 0 ? null : _open.Values.Min();

    public static RunHistory Read(string path)
    {
        RunHistory history = new(path);
        if (!File.Exists(path))
        {
            return history;
        }

        foreach (LineReader.Line line in LineReader.Read(path))
        {
            history.Length = line.End;
            history.Add(line);
        }

        return history;
    }

    public void Begin(IItemFolderFiles files, long manifestLength, DateTimeOffset now)
    {
        _current = Guid.NewGuid().ToString("N");
        Write(files, [.. Unfinished is null ? [] : _open.Keys.Select(run => new RunRecord { Run = run, Ended = now }), new RunRecord { Run = _current, ManifestLength = manifestLength, Started = now }]);
        _open.Clear();
    }

    public void End(IItemFolderFiles files, DateTimeOffset now)
    {
        if (_current is not null)
        {
            Write(files, [new RunRecord { Run = _current, Ended = now }]);
        }
    }

    private void Add(LineReader.Line line)
    {
        try
        {
            RunRecord? record = JsonSerializer.Deserialize(line.Text.AsSpan(), ItemFolderJson.Run);
            if (record?.ManifestLength is long length)
            {
                _open[record.Run] = length;
            }
            else if (record is not null)
            {
                _open.Remove(record.Run);
            }
        }
        catch (JsonException)
        {
            // Somebody damaged the file: everything is checked.
            _open[string.Empty] = 0;
        }
    }

    private void Write(IItemFolderFiles files, IEnumerable<RunRecord> records)
    {
        using Stream file = files.Append(_path);
        foreach (RunRecord record in records)
        {
            byte[] line = LineWriter.Line(record, ItemFolderJson.Run);
            file.Write(line, 0, line.Length);
        }
    }
}
