using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using MailboxImportExport.Help.Model;

namespace MailboxImportExport.Help.Markdown;

/// <summary>Writes what a page says about one parameter.</summary>
internal static class ParameterSection
{
    internal static string Create(CommandHelp command, ParameterHelp parameter)
    {
        List<string> parts = [$"### -{parameter.Name}", MarkdownText.Render(parameter.Description)];
        if (parameter.Values.Count > 0)
        {
            parts.Add("Values:");
            parts.Add(string.Join('\n', parameter.Values.Select(Value)));
        }

        parts.Add(string.Join('\n', Rows(command, parameter).Select(row => MarkdownText.Row(row.Name, row.Value)).Prepend(MarkdownText.Row("---", "---")).Prepend(MarkdownText.Row(" ", " "))));
        return string.Join("\n\n", parts.Where(part => part.Length > 0));
    }

    private static IEnumerable<(string Name, string Value)> Rows(CommandHelp command, ParameterHelp parameter)
    {
        yield return ("Type", MarkdownText.Code(parameter.Type));
        if (parameter.Aliases.Count > 0)
        {
            yield return ("Aliases", string.Join(", ", parameter.Aliases.Select(alias => MarkdownText.Code("-" + alias))));
        }

        if (command.ParameterSets.Count > 1 && parameter.Uses.All(use => use.Set is not null))
        {
            yield return ("Parameter sets", string.Join(", ", parameter.Uses.Select(use => use.Set)));
        }

        yield return ("Required", Required(parameter));
        yield return ("Position", parameter.Position?.ToString(CultureInfo.InvariantCulture) ?? "named");
        if (!parameter.Default.IsEmpty)
        {
            yield return ("Default", MarkdownText.Line(parameter.Default));
        }

        if (parameter.ByValue || parameter.ByName)
        {
            yield return ("From the pipeline", Pipeline(parameter));
        }

        if (parameter.Wildcards)
        {
            yield return ("Wildcards", "yes");
        }
    }

    private static string Value(ValueHelp value) => value.Description.IsEmpty
        ? $"- {MarkdownText.Code(value.Name)}"
        : $"- {MarkdownText.Code(value.Name)}: {MarkdownText.Line(value.Description)}";

    private static string Required(ParameterHelp parameter)
    {
        string[] sets = [.. parameter.Uses.Where(use => use.Mandatory).Select(use => use.Set ?? string.Empty)];
        return (parameter.IsMandatory, sets.Length) switch
        {
            (true, _) => "yes",
            (_, 0) => "no",
            _ => $"in {string.Join(", ", sets)}",
        };
    }

    private static string Pipeline(ParameterHelp parameter) => (parameter.ByValue, parameter.ByName) switch
    {
        (true, true) => "by value, by property name",
        (true, false) => "by value",
        _ => "by property name",
    };
}
