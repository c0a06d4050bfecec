using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace MailboxImportExport.Graph.Folders;

/// <summary>Paths of folders: names separated by slashes, a slash inside a name written twice.</summary>
internal static class FolderPath
{
    /// <summary>A path whose last name is another.</summary>
    public static string Renamed(string path, string name)
    {
        IReadOnlyList<string> names = Split(path);
        return names.Take(names.Count - 1).Append(name).Aggregate((string?)null, Join)!;
    }

    public static string Join(string? parent, string name)
    {
        string escaped = name.Replace("/", "//");
        return string.IsNullOrEmpty(parent) ? escaped : parent + "/" + escaped;
    }

    /// <summary>Puts a path below another.</summary>
    public static string Combine(string above, string below) => above.Length == 0 ? below : above + "/" + below;

    /// <summary>Splits a path into names; an outer slash at either end is allowed.</summary>
    public static IReadOnlyList<string> Split(string path)
    {
        List<string> names = [];
        StringBuilder name = new();
        int start = path.StartsWith("/", StringComparison.Ordinal) && !path.StartsWith("//", StringComparison.Ordinal) ? 1 : 0;
        for (int i = start; i < path.Length; i++)
        {
            bool isSlash = path[i] == '/';
            if (isSlash && i + 1 < path.Length && path[i + 1] == '/')
            {
                name.Append('/');
                i++;
            }
            else if (isSlash)
            {
                Take(names, name, path);
            }
            else
            {
                name.Append(path[i]);
            }
        }

        if (name.Length > 0)
        {
            names.Add(name.ToString());
        }

        return names.Count > 0 ? names : throw Errors.FolderNameInvalid(path);
    }

    private static void Take(List<string> names, StringBuilder name, string path)
    {
        if (name.Length == 0)
        {
            throw Errors.FolderNameInvalid(path);
        }

        names.Add(name.ToString());
        name.Clear();
    }
}
