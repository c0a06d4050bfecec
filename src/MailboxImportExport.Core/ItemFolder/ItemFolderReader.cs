using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using MailboxImportExport.Model;

namespace MailboxImportExport.ItemFolder;

/// <summary>Reads an export folder, for whoever imports, searches or reports.</summary>
internal sealed class ItemFolderReader
{
    // A mailbox has at most some thousand folders; a folder of exports may hold many mailboxes.
    private const long LargestFolderList = 256L * 1024 * 1024;

    private readonly ItemFolderLayout _layout;
    private readonly Manifest _manifest;
    private readonly Dictionary<string, FolderRecord> _folders = new(StringComparer.Ordinal);

    private ItemFolderReader(ItemFolderLayout layout, Manifest manifest, string mailboxId)
    {
        _layout = layout;
        _manifest = manifest;
        MailboxId = mailboxId;
        foreach (FolderRecord folder in ReadFolders(layout).Where(f => f.MailboxId.Equals(mailboxId, StringComparison.OrdinalIgnoreCase)))
        {
            _folders[folder.FolderId] = folder;
        }
    }

    /// <summary>The mailbox whose items are read.</summary>
    public string MailboxId { get; }

    /// <summary>Bytes of content of that mailbox, older versions included.</summary>
    public long Bytes => _manifest.BytesOf(MailboxId);

    /// <summary>What cannot be read of the folder, or null.</summary>
    public string? Damage => _manifest.Unreadable == 0
        ? null
        : $"'{_layout.Manifest}': {_manifest.Unreadable.ToString(CultureInfo.InvariantCulture)} of its lines cannot be read: an item may be missing, or be there in an older version only. Export it again";

    /// <summary>Folders of that mailbox, by id.</summary>
    public IReadOnlyDictionary<string, FolderRecord> Folders => _folders;

    /// <summary>Whether a path is an export folder.</summary>
    public static bool IsOne(string path) => File.Exists(new ItemFolderLayout(path).Manifest);

    /// <summary>Opens a folder for one of its mailboxes.</summary>
    /// <param name="root">Full path.</param>
    /// <param name="sourceMailbox">The mailbox, or null when there is only one.</param>
    /// <param name="log">Told what was found damaged.</param>
    public static ItemFolderReader OpenFolder(string root, string? sourceMailbox, IRunLog log)
    {
        ItemFolderLayout layout = new(Path.GetFullPath(root));
        if (!File.Exists(layout.Manifest))
        {
            throw Errors.ExportFolderNotFound(root);
        }

        Manifest manifest = Guarded(layout.Manifest, () => Manifest.Read(layout.Manifest, log));
        List<string> mailboxes = manifest.Mailboxes.OrderBy(static m => m, StringComparer.OrdinalIgnoreCase).ToList();
        string? chosen = sourceMailbox is null
            ? mailboxes.Count > 1 ? throw Errors.SourceMailboxRequired(root, mailboxes) : mailboxes.FirstOrDefault()
            : mailboxes.Find(m => m.Equals(sourceMailbox, StringComparison.OrdinalIgnoreCase)) ?? throw Errors.SourceMailboxNotInFolder(root, sourceMailbox, mailboxes);
        return Guarded(layout.Folders, () => new ItemFolderReader(layout, manifest, chosen ?? string.Empty));
    }

    /// <summary>The folders that are recorded, or none.</summary>
    public static IReadOnlyList<FolderRecord> ReadFolders(ItemFolderLayout layout)
    {
        FileInfo file = new(layout.Folders);
        if (!file.Exists)
        {
            return [];
        }

        if (file.Length > LargestFolderList)
        {
            throw Errors.ExportFolderDamaged(layout.Folders, 0, "it is far too long");
        }

        try
        {
            using FileStream stream = file.OpenRead();
            return JsonSerializer.Deserialize(stream, ItemFolderJson.Folders) ?? [];
        }
        catch (JsonException e)
        {
            throw Errors.ExportFolderDamaged(layout.Folders, e.BytePositionInLine ?? 0, "it is not JSON");
        }
    }

    /// <summary>Reads the items of the mailbox.</summary>
    /// <param name="allVersions">Whether versions that were replaced by a newer one are given out as well.</param>
    public IEnumerable<(ExportedMailboxItem Item, bool IsSuperseded)> Items(bool allVersions)
    {
        using IEnumerator<(ManifestRecord Record, long Offset)> records = _manifest.Records(mustExist: true).GetEnumerator();
        while (Guarded(_layout.Manifest, records.MoveNext))
        {
            (ManifestRecord record, long offset) = records.Current;
            if (!record.MailboxId.Equals(MailboxId, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            long newest = _manifest.OffsetOf(record.Key) ?? offset;
            if (newest == offset || (allVersions && Guarded(_layout.Manifest, () => _manifest.ReadAt(newest))?.File != record.File))
            {
                // What was exported again under the same name, because its file was damaged, is no version of its own.
                yield return (ToModel(record), newest != offset);
            }
        }
    }

    // A share may go away at any moment.
    private static T Guarded<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            // The last: it is shorter than it was.
            throw Errors.FileNotReadable(path, e);
        }
    }

    private ExportedMailboxItem ToModel(ManifestRecord record)
    {
        string path = _layout.Resolve(record.File) ?? throw Errors.ExportFolderDamaged(_layout.Manifest, 0, $"the file name '{record.File}' leads out of the folder");
        return ExportedRecord.ToModel(record, path);
    }
}
