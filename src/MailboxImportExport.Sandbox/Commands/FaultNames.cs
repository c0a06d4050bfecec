using System;
using System.Collections.Generic;
using System.Linq;
using MailboxImportExport.Sandbox.Http;

namespace MailboxImportExport.Sandbox.Commands;

/// <summary>How faults are named on the command line: one by one, or in groups.</summary>
internal static class FaultNames
{
    private const int NamesInALine = 4;

    private static readonly Dictionary<string, IReadOnlyList<FaultKind>> Groups = new(StringComparer.OrdinalIgnoreCase)
    {
        ["refusals"] = FaultKinds.Refusals,
        ["lost-answers"] = FaultKinds.LostAnswers,
        ["odd-exports"] = FaultKinds.OddExports,
        ["all"] = FaultKinds.All,
    };

    /// <summary>The names of single faults, in lines that fit a screen.</summary>
    public static IEnumerable<string> Lines => Enum.GetNames<FaultKind>().Chunk(NamesInALine).Select(static names => string.Join(", ", names));

    private static string All => string.Join(", ", Groups.Keys.Concat(Enum.GetNames<FaultKind>()));

    public static IReadOnlyList<FaultKind> Parse(OptionValue value)
        => [.. value.Text.Split(',').SelectMany(name => Find(value.Name, name.Trim())).Distinct()];

    private static IReadOnlyList<FaultKind> Find(string option, string name)
    {
        if (Groups.TryGetValue(name, out IReadOnlyList<FaultKind>? group))
        {
            return group;
        }

        FaultKind[] named
            = [.. FaultKinds.All.Where(kind => string.Equals(kind.ToString(), name, StringComparison.OrdinalIgnoreCase))];
        return named.Length == 1 ? named : throw new UsageException($"The option '{option}' knows no '{name}'. It knows: {All}.");
    }
}
