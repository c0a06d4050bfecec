using System.Collections.Generic;
using System.Linq;
using MailboxImportExport.Help.Documentation;

namespace MailboxImportExport.Help.Model;

/// <summary>A parameter of a command.</summary>
internal sealed record ParameterHelp
{
    public required string Name { get; init; }

    /// <summary>The type as a syntax line shows it.</summary>
    public required string Type { get; init; }

    /// <summary>The type as a script names it.</summary>
    public required string FullType { get; init; }

    public bool IsSwitch { get; init; }

    public required DocText Description { get; init; }

    public DocText Default { get; init; } = DocText.Empty;

    public IReadOnlyList<string> Aliases { get; init; } = [];

    public bool Wildcards { get; init; }

    /// <summary>The values it accepts, when they can be listed.</summary>
    public IReadOnlyList<ValueHelp> Values { get; init; } = [];

    /// <summary>How it is bound in each parameter set that has it.</summary>
    public required IReadOnlyList<ParameterUse> Uses { get; init; }

    public bool IsMandatory => Uses.All(use => use.Mandatory);

    public int? Position => Uses.Min(use => use.Position);

    public bool ByValue => Uses.Any(use => use.ByValue);

    public bool ByName => Uses.Any(use => use.ByName);

    /// <summary>Gives the use in a parameter set; null when the set is without it.</summary>
    internal ParameterUse? In(string set) => Uses.FirstOrDefault(use => use.Set == set) ?? Uses.FirstOrDefault(use => use.Set is null);
}
