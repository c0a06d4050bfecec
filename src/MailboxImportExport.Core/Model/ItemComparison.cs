using System;
using System.Collections.Generic;

namespace MailboxImportExport.Model;

/// <summary>The result of comparing two exported items.</summary>
public sealed record ItemComparison
{
    /// <summary>What the item is called that was compared with: a file, or a subject. Null when there is no such item.</summary>
    public string? Reference { get; init; }

    /// <summary>What the other item is called. Null when there is no such item.</summary>
    public string? Difference { get; init; }

    /// <summary>Subject, when it is known.</summary>
    public string? Subject { get; init; }

    /// <summary>The result.</summary>
    public required ItemComparisonVerdict Verdict { get; init; }

    /// <summary>How many differences there are that the service did not make.</summary>
    public int ContentDifferences { get; init; }

    /// <summary>How many differences there are that the service made.</summary>
    public int ServerDifferences { get; init; }

    /// <summary>The differences, at most a thousand of them.</summary>
    public IReadOnlyList<ItemDifference> Differences { get; init; } = Array.Empty<ItemDifference>();

    /// <inheritdoc/>
    public override string ToString() => $"{Reference ?? "nothing"} and {Difference ?? "nothing"}: {Verdict}";
}
