using System;
using System.Collections.Generic;
using System.Linq;
using MailboxImportExport.Help.Model;

namespace MailboxImportExport.Help.Markdown;

/// <summary>Writes the page that leads to the others: the commands of each area.</summary>
internal static class IndexPage
{
    internal const string FileName = "README.md";

    internal static string Create(IReadOnlyList<CommandHelp> commands)
    {
        List<string> parts = [PageFolder.Mark, "# Commands"];
        foreach (IGrouping<string, CommandHelp> area in commands.GroupBy(command => command.Area).OrderBy(area => area.Key, StringComparer.Ordinal))
        {
            parts.Add($"## {area.Key}");
            parts.Add(string.Join('\n', area.Select(Row).Prepend(MarkdownText.Row("---", "---")).Prepend(MarkdownText.Row("command", "what it does"))));
        }

        return string.Join("\n\n", parts) + "\n";
    }

    private static string Row(CommandHelp command) => MarkdownText.Row($"[{command.Name}]({command.Name}.md)", MarkdownText.Line(command.Synopsis));
}
