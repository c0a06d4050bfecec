using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace MailboxImportExport.ItemFolder;

/// <summary>
/// The folders of an export folder, which stand in one file that is replaced as a whole: at once when a folder comes after a pause, else a few
/// seconds later with all that have come meanwhile, so that thousands of folders do not mean thousands of files. From any thread.
/// </summary>
internal sealed class FolderList(ItemFolderLayout layout, IItemFolderFiles files, TimeProvider time)
{
    /// <summary>How long folders may wait to be written.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly object _lock = new();
    private readonly Dictionary<string, FolderRecord> _folders = new(StringComparer.Ordinal);
    private long? _written;

    // Read without the lock, for each item.
    private volatile bool _isChanged;

    /// <summary>Reads what the file has.</summary>
    public void Read()
    {
        foreach (FolderRecord folder in ItemFolderReader.ReadFolders(layout))
        {
            _folders[KeyOf(folder.MailboxId, folder.FolderId)] = folder;
        }
    }

    /// <summary>Whether the class and name of a folder are already recorded.</summary>
    public bool Knows(string mailboxId, string folderId)
    {
        lock (_lock)
        {
            return _folders.ContainsKey(KeyOf(mailboxId, folderId));
        }
    }

    /// <summary>Records folders, so that they can be made again elsewhere.</summary>
    public void Add(IEnumerable<FolderRecord> folders)
    {
        lock (_lock)
        {
            foreach (FolderRecord folder in folders)
            {
                string key = KeyOf(folder.MailboxId, folder.FolderId);
                _isChanged |= !_folders.TryGetValue(key, out FolderRecord? known) || known != folder;
                _folders[key] = folder;
            }
        }

        WriteInTime();
    }

    /// <summary>Writes what has waited long enough.</summary>
    public void WriteInTime()
    {
        if (!_isChanged)
        {
            return;
        }

        lock (_lock)
        {
            if (_written is not long last || time.GetElapsedTime(last) >= Interval)
            {
                Write();
            }
        }
    }

    /// <summary>Writes what has not been written yet.</summary>
    public void Write()
    {
        lock (_lock)
        {
            if (!_isChanged)
            {
                return;
            }

            try
            {
                Replace();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw Errors.ExportFolderNotWritable(layout.Root, e);
            }

            _isChanged = false;
            _written = time.GetTimestamp();
        }
    }

    private static string KeyOf(string mailboxId, string folderId) => $"{mailboxId.ToUpperInvariant()}\n{folderId}";

    private void Replace()
    {
        string temporary = layout.Folders + ".part";
        using (Stream file = files.Create(temporary))
        {
            byte[] json = JsonSerializer.SerializeToUtf8Bytes(
                _folders.Values.OrderBy(static f => f.MailboxId, StringComparer.Ordinal).ThenBy(static f => f.Path, StringComparer.Ordinal).ToList(),
                ItemFolderJson.Folders);
            file.Write(json, 0, json.Length);
        }

        files.Rename(temporary, layout.Folders);
    }
}
