using System;
using System.Collections.Generic;
using System.Linq;
using MailboxImportExport.Model;

namespace MailboxImportExport.Graph.Folders;

/// <summary>
/// A pattern of -IncludeFolders and -ExcludeFolders, as administrators know them from mailbox export requests:
/// <c>Projects</c> is that folder, <c>Projects/*</c> the folder and all below it, <c>#Inbox#</c> a folder in any language.
/// Elsewhere <c>*</c> and <c>?</c> stand for any text and any character of a path.
/// </summary>
/// <remarks>Exchange documentation, New-MailboxExportRequest, parameters IncludeFolders and ExcludeFolders.</remarks>
internal sealed class FolderPattern
{
    private readonly string _pattern;
    private readonly string? _wellKnown;
    private readonly bool _withBelow;
    private readonly HashSet<string> _roots = new(StringComparer.Ordinal);
    private string? _wellKnownPath;

    private FolderPattern(string text)
    {
        string pattern = WithoutOuterSlashes(text.Trim());
        _withBelow = pattern.EndsWith("/*", StringComparison.Ordinal);
        pattern = _withBelow ? pattern.Substring(0, pattern.Length - 2) : pattern;
        int slash = pattern.IndexOf('/');
        string first = slash < 0 ? pattern : pattern.Substring(0, slash);
        _wellKnown = first.StartsWith("#", StringComparison.Ordinal) ? WellKnownFolder.Find(first) : null;
        _pattern = _wellKnown is null ? pattern : pattern.Substring(first.Length);
    }

    public static List<FolderPattern> ParseAll(IEnumerable<string> texts) => texts.Select(static t => new FolderPattern(t)).ToList();

    /// <summary>Whether the pattern means this folder; parents must be asked about before their children.</summary>
    public bool Covers(MailboxContentFolder folder)
    {
        bool isBelow = _withBelow && folder.ParentFolderId is not null && _roots.Contains(folder.ParentFolderId);
        if (!isBelow && !IsMeant(folder))
        {
            return false;
        }

        _roots.Add(folder.FolderId);
        return true;
    }

    // A slash that is written twice is part of a name.
    private static string WithoutOuterSlashes(string text)
    {
        int start = text.StartsWith("/", StringComparison.Ordinal) && !text.StartsWith("//", StringComparison.Ordinal) ? 1 : 0;
        int end = text.EndsWith("/", StringComparison.Ordinal) && !text.EndsWith("//", StringComparison.Ordinal) ? text.Length - 1 : text.Length;
        return start < end ? text.Substring(start, end - start) : string.Empty;
    }

    private bool IsMeant(MailboxContentFolder folder)
    {
        if (_wellKnown is null)
        {
            return Wildcard.IsMatch(folder.Path, _pattern);
        }

        if (string.Equals(folder.WellKnownName, _wellKnown, StringComparison.OrdinalIgnoreCase))
        {
            _wellKnownPath = folder.Path;
        }

        return _wellKnownPath is not null
            && folder.Path.StartsWith(_wellKnownPath, StringComparison.Ordinal)
            && Wildcard.IsMatch(folder.Path.Substring(_wellKnownPath.Length), _pattern);
    }
}
