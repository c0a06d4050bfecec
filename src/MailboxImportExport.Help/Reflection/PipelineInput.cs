using System;
using System.Collections.Generic;
using System.Linq;
using MailboxImportExport.Help.Documentation;
using MailboxImportExport.Help.Model;

namespace MailboxImportExport.Help.Reflection;

/// <summary>Says what a command takes from the pipeline.</summary>
internal static class PipelineInput
{
    internal static IReadOnlyList<TypeHelp> Of(IReadOnlyList<ParameterHelp> parameters)
    {
        IEnumerable<TypeHelp> values = parameters
            .Where(parameter => parameter.ByValue)
            .GroupBy(parameter => ElementType(parameter.FullType), StringComparer.Ordinal)
            .Select(group => new TypeHelp(group.Key, Text("Taken for ", group.Select(parameter => Names("-" + parameter.Name, [])))));

        DocInline[][] properties = [.. parameters.Where(parameter => parameter.ByName).Select(parameter => Names(parameter.Name, parameter.Aliases))];
        return properties.Length == 0
            ? [.. values]
            : [.. values, new TypeHelp("System.Management.Automation.PSObject", Text("Any object that has one of the properties ", properties))];
    }

    // The pipeline takes lists apart.
    private static string ElementType(string type) => type.EndsWith("[]", StringComparison.Ordinal) ? type[..^2] : type;

    private static DocInline[] Names(string name, IReadOnlyList<string> aliases) => aliases.Count == 0
        ? [Code(name)]
        : [Code(name), Plain(" (or "), .. Listed([.. aliases.Select(alias => new[] { Code(alias) })]), Plain(")")];

    private static DocText Text(string before, IEnumerable<DocInline[]> names) => new([new DocParagraph([Plain(before), .. Listed([.. names]), Plain(".")])]);

    private static IEnumerable<DocInline> Listed(DocInline[][] names) => names.SelectMany((name, i) => i == 0 ? name : name.Prepend(Plain(", ")));

    private static DocInline Code(string text) => new(DocInlineKind.Code, text);

    private static DocInline Plain(string text) => new(DocInlineKind.Text, text);
}
