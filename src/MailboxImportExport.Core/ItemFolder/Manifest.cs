using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using MailboxImportExport.Model;

namespace MailboxImportExport.ItemFolder;

/// <summary>
/// What the manifest of an export folder says: for each item, where its newest line begins. Lines are read again when they are
/// needed, so that a million items take tens of megabytes and not a gigabyte.
/// </summary>
internal sealed class Manifest
{
    private const int KnownVersion = 1;

    // What a line takes, roughly: room for all items at once leaves no smaller tables behind.
    private const int TypicalLine = 1024;

    private readonly Dictionary<ManifestKey, long> _newest;
    private readonly Dictionary<string, long> _mailboxes = new(StringComparer.OrdinalIgnoreCase);
    private readonly string _path;

    private Manifest(string path)
    {
        _path = path;
        _newest = new Dictionary<ManifestKey, long>(File.Exists(path) ? (int)(new FileInfo(path).Length / TypicalLine) : 0);
    }

    /// <summary>Where the last whole line ends. What stands behind it was left by a process that was killed while writing.</summary>
    public long Length { get; private set; }

    /// <summary>The mailboxes that the folder holds something of.</summary>
    public IReadOnlyCollection<string> Mailboxes => _mailboxes.Keys;

    /// <summary>Bytes of content of a mailbox, older versions included.</summary>
    public long BytesOf(string mailboxId) => _mailboxes.TryGetValue(mailboxId, out long bytes) ? bytes : 0;

    /// <summary>Lines that cannot be read: what they say of an item is not known.</summary>
    public int Unreadable { get; private set; }

    /// <summary>Items, each counted once however many versions it has.</summary>
    public int Count => _newest.Count;

    /// <summary>Reads a manifest, or an empty one where there is no file.</summary>
    public static Manifest Read(string path, IRunLog log)
    {
        Manifest manifest = new(path);
        if (!File.Exists(path))
        {
            return manifest;
        }

        foreach (LineReader.Line line in LineReader.Read(path))
        {
            manifest.Length = line.End;
            if (Parse(path, line) is ManifestRecord record)
            {
                manifest.Add(record.Key, record, line.Offset);
            }
            else
            {
                manifest.Unreadable++;
                log.Warning($"'{path}': the line at byte {line.Offset} cannot be read; its item is exported again.");
            }
        }

        return manifest;
    }

    /// <summary>Remembers a line as the newest of its item.</summary>
    public void Add(ManifestKey item, ManifestRecord record, long offset)
    {
        _newest[item] = offset;
        _mailboxes[record.MailboxId] = BytesOf(record.MailboxId) + (record.Damaged is null ? record.Size : -record.Size);
    }

    /// <summary>Where the newest line of an item begins, or null.</summary>
    public long? OffsetOf(ManifestKey item) => _newest.TryGetValue(item, out long offset) ? offset : null;

    /// <summary>Reads the record whose line begins at a place.</summary>
    public ManifestRecord? ReadAt(long offset) => Parse(_path, LineReader.Read(_path, offset).First());

    /// <summary>Reads the records in the order in which they were written, each with the place where its line begins.</summary>
    /// <param name="from">Byte of the manifest to start at; a line has to begin there.</param>
    /// <param name="mustExist">Whether a file that is not there is an error, in place of an empty one.</param>
    public IEnumerable<(ManifestRecord Record, long Offset)> Records(long from = 0, bool mustExist = false)
    {
        if (!mustExist && !File.Exists(_path))
        {
            yield break;
        }

        foreach (LineReader.Line line in LineReader.Read(_path, from))
        {
            if (Parse(_path, line) is ManifestRecord record)
            {
                yield return (record, line.Offset);
            }
        }
    }

    private static ManifestRecord? Parse(string path, LineReader.Line line)
    {
        try
        {
            ManifestRecord? record = JsonSerializer.Deserialize(line.Text.AsSpan(), ItemFolderJson.Manifest);
            return record is null or { Version: KnownVersion } ? record : throw Errors.ExportFolderNewer(path, record.Version);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
