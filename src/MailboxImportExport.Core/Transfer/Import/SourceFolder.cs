using System;
using System.Collections.Generic;
using MailboxImportExport.ItemFolder;
using MailboxImportExport.Model;

namespace MailboxImportExport.Transfer.Import;

/// <summary>The folder that an item came from, with what is recorded of the folders around it.</summary>
internal sealed class SourceFolder
{
    private readonly IReadOnlyDictionary<string, FolderRecord> _byPath;

    /// <param name="path">Path in the source mailbox.</param>
    /// <param name="byPath">Folders of the source mailbox by path; empty when nothing is recorded.</param>
    public SourceFolder(string path, IReadOnlyDictionary<string, FolderRecord> byPath)
    {
        Path = path;
        _byPath = byPath;
        Anchor = FindAnchor();
        BelowAnchor = Anchor is null || Anchor.Path.Length == path.Length ? string.Empty : path.Substring(Anchor.Path.Length + 1);
    }

    public string Path { get; }

    /// <summary>The nearest folder, itself or above, that every mailbox has.</summary>
    public FolderRecord? Anchor { get; }

    /// <summary>Path below <see cref="Anchor"/>; empty when it is the anchor itself.</summary>
    public string BelowAnchor { get; }

    /// <summary>The folder of an item that was listed; of one that was not, only the path is known.</summary>
    public static SourceFolder Of(string path, MailboxContentFolder? folder)
    {
        Dictionary<string, FolderRecord> byPath = new(StringComparer.OrdinalIgnoreCase);
        foreach (MailboxContentFolder known in folder?.WithParents() ?? [])
        {
            byPath[known.Path] = FolderRecord.Of(known);
        }

        return new SourceFolder(path, byPath);
    }

    /// <summary>Class of a folder of the source, or null when it is not recorded.</summary>
    public string? ClassOf(string path) => _byPath.TryGetValue(path, out FolderRecord? folder) ? folder.FolderClass : null;

    private FolderRecord? FindAnchor()
    {
        FolderRecord? nearest = null;
        foreach (FolderRecord folder in _byPath.Values)
        {
            bool isAbove = folder.Path.Length == Path.Length
                ? folder.Path.Equals(Path, StringComparison.OrdinalIgnoreCase)
                : Path.StartsWith(folder.Path + "/", StringComparison.OrdinalIgnoreCase) && !Path.StartsWith(folder.Path + "//", StringComparison.Ordinal);
            if (isAbove && folder.WellKnownName is not null && folder.Path.Length > (nearest?.Path.Length ?? -1))
            {
                nearest = folder;
            }
        }

        return nearest;
    }
}
