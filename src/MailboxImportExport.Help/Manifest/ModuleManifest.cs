using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using MailboxImportExport.Help.Model;

namespace MailboxImportExport.Help.Manifest;

/// <summary>
/// What the module manifest exports. Read as text: the lists are plain strings without wildcards, which auto-loading needs, and
/// the build has no PowerShell.
/// </summary>
internal sealed partial class ModuleManifest(string file)
{
    private readonly string _text = Comment().Replace(File.ReadAllText(file), string.Empty);

    /// <summary>Reports commands and aliases that only the manifest or only the assembly has.</summary>
    internal void Compare(IReadOnlyList<CommandHelp> commands, FaultList faults)
    {
        Compare("CmdletsToExport", FaultCodes.ExportDiffers, [.. commands.Select(command => (command.Name, command.Where))], faults);
        Compare("AliasesToExport", FaultCodes.AliasDiffers, [.. commands.SelectMany(command => command.Aliases.Select(alias => (alias, command.Where)))], faults);
    }

    private void Compare(string entry, string code, IReadOnlyList<(string Name, SourceLine Where)> found, FaultList faults)
    {
        Match list = Regex.Match(_text, entry + @"\s*=\s*(@\([^)]*\)|'[^']*')");
        string[] exported = [.. Quoted().Matches(list.Value).Select(match => match.Groups[1].Value)];
        foreach ((string name, SourceLine where) in found.Where(item => !exported.Contains(item.Name, StringComparer.OrdinalIgnoreCase)))
        {
            faults.Add(where, code, $"{name} is not in {entry} of {Path.GetFileName(file)}");
        }

        int line = _text[..list.Index].Count(character => character == '\n') + 1;
        foreach (string name in exported.Where(name => !found.Any(item => item.Name.Equals(name, StringComparison.OrdinalIgnoreCase))))
        {
            faults.Add(new(file, line), code, $"{entry} has {name}, which no command of the assembly is called");
        }
    }

    // The line ends stay, for the line numbers.
    [GeneratedRegex(@"#[^\n]*")]
    private static partial Regex Comment();

    [GeneratedRegex(@"'([^']*)'")]
    private static partial Regex Quoted();
}
