using System;
using System.Collections.Generic;
using System.Linq;
using MailboxImportExport.ItemFolder;
using MailboxImportExport.Model;

namespace MailboxImportExport.Transfer.Import;

/// <summary>The folders of a source mailbox as its export folder recorded them.</summary>
internal sealed class ExportFolderSources
{
    private readonly Dictionary<string, FolderRecord> _byPath = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, SourceFolder> _sources = new(StringComparer.OrdinalIgnoreCase);

    public ExportFolderSources(ItemFolderReader folder)
    {
        foreach (FolderRecord record in folder.Folders.Values)
        {
            _byPath[record.Path] = record;
        }
    }

    /// <summary>All recorded folders, those above others first.</summary>
    public IEnumerable<SourceFolder> All => _byPath.Keys.OrderBy(static path => path, StringComparer.OrdinalIgnoreCase).Select(At);

    /// <summary>The folder of an item, or null when its path is not recorded.</summary>
    public SourceFolder? Of(ExportedMailboxItem item) => string.IsNullOrEmpty(item.SourceFolderPath) ? null : At(item.SourceFolderPath!);

    private SourceFolder At(string path)
    {
        if (!_sources.TryGetValue(path, out SourceFolder? source))
        {
            source = new SourceFolder(path, _byPath);
            _sources.Add(path, source);
        }

        return source;
    }
}
