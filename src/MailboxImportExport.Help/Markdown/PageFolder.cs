using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using MailboxImportExport.Help.Model;

namespace MailboxImportExport.Help.Markdown;

/// <summary>The folder of the pages: written, or compared with what it ought to hold.</summary>
internal sealed class PageFolder
{
    /// <summary>The first line of every page; what has another first line is not ours to delete.</summary>
    internal const string Mark = "<!-- Made from the documentation comments of the commands by the build; change them there. -->";

    private readonly string _folder;
    private readonly Dictionary<string, string> _pages = new(StringComparer.Ordinal);

    internal PageFolder(string folder, IReadOnlyList<CommandHelp> commands)
    {
        _folder = folder;
        _pages[IndexPage.FileName] = IndexPage.Create(commands);
        foreach (CommandHelp command in commands)
        {
            _pages[command.Name + ".md"] = CommandPage.Create(command);
        }
    }

    /// <summary>Writes the pages that differ, so that the time of the others stays, and deletes those of commands that are gone.</summary>
    internal void Write()
    {
        Directory.CreateDirectory(_folder);
        foreach ((string name, string page) in _pages.Where(page => !IsUpToDate(page.Key, page.Value)))
        {
            File.WriteAllText(Path.Combine(_folder, name), page);
        }

        foreach (string stale in Stale())
        {
            File.Delete(stale);
        }
    }

    /// <summary>Reports every page that <see cref="Write"/> would change.</summary>
    internal void Check(FaultList faults)
    {
        foreach ((string name, string _) in _pages.Where(page => !IsUpToDate(page.Key, page.Value)))
        {
            faults.Add(new(Path.Combine(_folder, name)), FaultCodes.StalePage, "differs from the documentation comments; build the help and commit it");
        }

        foreach (string stale in Stale())
        {
            faults.Add(new(stale), FaultCodes.StalePage, "describes a command that is gone; build the help and commit the deletion");
        }
    }

    // A work tree may hold the pages with either kind of line end.
    private bool IsUpToDate(string name, string page)
    {
        string file = Path.Combine(_folder, name);
        return File.Exists(file) && File.ReadAllText(file).ReplaceLineEndings("\n") == page;
    }

    private IEnumerable<string> Stale() => Directory.Exists(_folder)
        ? Directory.GetFiles(_folder, "*.md").Where(file => !_pages.ContainsKey(Path.GetFileName(file)) && File.ReadLines(file).FirstOrDefault() == Mark)
        : [];
}
