using System.Collections.Generic;
using MailboxImportExport.Help.Documentation;

namespace MailboxImportExport.Help.Model;

/// <summary>All that the help says about one command.</summary>
internal sealed record CommandHelp
{
    public required string Verb { get; init; }

    public required string Noun { get; init; }

    public string Name => $"{Verb}-{Noun}";

    /// <summary>The room of the command: the last part of its namespace.</summary>
    public required string Area { get; init; }

    public required SourceLine Where { get; init; }

    public required IReadOnlyList<string> Aliases { get; init; }

    public required DocText Synopsis { get; init; }

    public required DocText Description { get; init; }

    public required IReadOnlyList<ParameterHelp> Parameters { get; init; }

    public required IReadOnlyList<ParameterSetHelp> ParameterSets { get; init; }

    public required IReadOnlyList<TypeHelp> Inputs { get; init; }

    public required IReadOnlyList<TypeHelp> Outputs { get; init; }

    /// <summary>What stands about the output as a whole: when which type comes, or why nothing does.</summary>
    public required DocText OutputText { get; init; }

    public required IReadOnlyList<PermissionHelp> Permissions { get; init; }

    public required IReadOnlyList<ExampleHelp> Examples { get; init; }

    public required IReadOnlyList<DocInline> Links { get; init; }
}
