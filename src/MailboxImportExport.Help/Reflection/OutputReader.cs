using System;
using System.Collections.Generic;
using System.Linq;
using MailboxImportExport.Help.Documentation;
using MailboxImportExport.Help.Model;

namespace MailboxImportExport.Help.Reflection;

/// <summary>Reads the types that a command gives, each explained by its own summary.</summary>
internal sealed class OutputReader(XmlDocumentation documentation, MemberText text)
{
    internal IReadOnlyList<TypeHelp> Read(Type command) =>
        [.. AttributeData.Of(command, AutomationNames.OutputType).SelectMany(Read).GroupBy(output => output.Name).Select(group => group.First())];

    private IEnumerable<TypeHelp> Read(AttributeData attribute)
    {
        string[] sets = [.. attribute.NamedList("ParameterSetName").OfType<string>()];
        DocText condition = sets.Length == 0 ? DocText.Empty : DocText.Of($"With the parameters of {string.Join(" or ", sets)}.");
        foreach (object? argument in attribute.Arguments)
        {
            yield return argument is Type type
                ? new TypeHelp(TypeNames.Full(type), Describe(TypeNames.ValueOf(type)).Then(condition))
                : new TypeHelp(argument?.ToString() ?? string.Empty, condition);
        }
    }

    private DocText Describe(Type type) => documentation.Covers(type)
        ? text.SummaryOf(XmlDocumentation.IdOf(type), $"the output type {type.Name}")
        : DocText.Empty;
}
