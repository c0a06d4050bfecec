using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using MailboxImportExport.Help.Documentation;
using MailboxImportExport.Help.Model;

namespace MailboxImportExport.Help.Markdown;

/// <summary>Writes the page of one command.</summary>
internal static class CommandPage
{
    private const string CommonParameters =
        "### Common parameters\n\nThe parameters that every command has, such as `-Verbose` and `-ErrorAction`: see " +
        "[about_CommonParameters](https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_commonparameters).";

    internal static string Create(CommandHelp command)
    {
        List<string> parts = [PageFolder.Mark, $"# {command.Name}", MarkdownText.Render(command.Synopsis)];
        AddSection(parts, "Syntax", command.ParameterSets.Select(set => Syntax(command, set)));
        AddSection(parts, "Description", [MarkdownText.Render(command.Description)]);
        AddSection(parts, "Examples", command.Examples.Select(Example));
        AddSection(parts, "Parameters", command.Parameters.Select(parameter => ParameterSection.Create(command, parameter)).Append(CommonParameters));
        AddSection(parts, "Inputs", [Types(command.Inputs, DocText.Empty)]);
        AddSection(parts, "Outputs", [Types(command.Outputs, command.OutputText)]);
        AddSection(parts, "Permissions", command.Permissions.Select(permission => MarkdownText.Render(permission.ToText())));
        AddSection(parts, "Aliases", command.Aliases.Select(MarkdownText.Code));
        AddSection(parts, "Related links", [string.Join('\n', command.Links.Select(link => "- " + MarkdownText.Render(link)))]);
        return string.Join("\n\n", parts) + "\n";
    }

    private static void AddSection(List<string> parts, string heading, IEnumerable<string> texts)
    {
        string[] shown = [.. texts.Where(text => text.Length > 0)];
        if (shown.Length > 0)
        {
            parts.Add($"## {heading}");
            parts.AddRange(shown);
        }
    }

    private static string Syntax(CommandHelp command, ParameterSetHelp set)
    {
        string code = MarkdownText.Fenced("powershell", SyntaxLine.Create(command.Name, set));
        return set.Name is null ? code : $"### {set.Name}\n\n{code}";
    }

    private static string Example(ExampleHelp example)
    {
        string number = example.Number.ToString(CultureInfo.InvariantCulture);
        string[] parts =
        [
            $"### Example {number}: {MarkdownText.Line(example.Title)}",
            MarkdownText.Render(example.Introduction),
            MarkdownText.Fenced("powershell", example.Code),
            MarkdownText.Render(example.Explanation),
        ];
        return string.Join("\n\n", parts.Where(part => part.Length > 0));
    }

    private static string Types(IReadOnlyList<TypeHelp> types, DocText whole)
    {
        string list = string.Join('\n', types.Select(type => $"- {MarkdownText.Code(type.Name)}{Explanation(type)}"));
        string text = whole.IsEmpty && types.Count == 0 ? "None." : MarkdownText.Render(whole);
        return string.Join("\n\n", new[] { list, text }.Where(part => part.Length > 0));
    }

    private static string Explanation(TypeHelp type) => type.Description.IsEmpty ? string.Empty : ": " + MarkdownText.Line(type.Description);
}
