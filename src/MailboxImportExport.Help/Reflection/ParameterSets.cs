using System;
using System.Collections.Generic;
using System.Linq;
using MailboxImportExport.Help.Model;

namespace MailboxImportExport.Help.Reflection;

/// <summary>Finds the ways to call a command, as PowerShell does: the default one first.</summary>
internal static class ParameterSets
{
    internal static IReadOnlyList<ParameterSetHelp> Of(Type command, IReadOnlyList<ParameterHelp> parameters)
    {
        string? preferred = AttributeData.FirstOf(command, AutomationNames.Cmdlet)?.Named<string>("DefaultParameterSetName");
        string[] named = [.. parameters.SelectMany(parameter => parameter.Uses).Select(use => use.Set).OfType<string>().Prepend(preferred).OfType<string>().Distinct(StringComparer.Ordinal)];

        // With one set alone its name says nothing to a reader.
        return named.Length < 2
            ? [Create(null, named.FirstOrDefault(), parameters)]
            : [.. named.Select(set => Create(set, set, parameters))];
    }

    private static ParameterSetHelp Create(string? shownName, string? set, IReadOnlyList<ParameterHelp> parameters)
    {
        List<(ParameterHelp Parameter, ParameterUse Use)> members = [];
        foreach (ParameterHelp parameter in parameters)
        {
            if (parameter.In(set ?? string.Empty) is ParameterUse use)
            {
                members.Add((parameter, use));
            }
        }

        // Stable: within a group the order of the parameter list stays.
        return new(shownName, [.. members.OrderBy(member => member.Use.Position ?? int.MaxValue).ThenBy(member => member.Use.Mandatory ? 0 : 1)]);
    }
}
