using System.Collections.Generic;
using MailboxImportExport.Help.Documentation;

namespace MailboxImportExport.Help.Model;

/// <summary>An example of a command.</summary>
internal sealed record ExampleHelp
{
    /// <summary>Counts from 1 within the command.</summary>
    public required int Number { get; init; }

    /// <summary>The first sentence, without its full stop.</summary>
    public required IReadOnlyList<DocInline> Title { get; init; }

    public required DocText Introduction { get; init; }

    /// <summary>The code as it is shown, prompts included.</summary>
    public required string Code { get; init; }

    /// <summary>Why a test cannot run it; null when it can.</summary>
    public string? NoRun { get; init; }

    public required DocText Explanation { get; init; }
}
