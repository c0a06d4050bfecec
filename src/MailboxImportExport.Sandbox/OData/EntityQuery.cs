using System.Collections.Generic;

namespace MailboxImportExport.Sandbox.OData;

/// <summary>What a request asks of a list or an entity.</summary>
internal sealed record EntityQuery
{
    /// <summary>The options as they came, for the link to the next page.</summary>
    public required IReadOnlyList<QueryOption> Options { get; init; }

    /// <summary>The properties wanted; null for all.</summary>
    public IReadOnlyList<string>? Select { get; init; }

    public FilterNode? Filter { get; init; }

    public IReadOnlyList<OrderTerm> OrderBy { get; init; } = [];

    public int? Top { get; init; }

    public int Skip { get; init; }

    public bool Count { get; init; }

    public bool IncludeHiddenFolders { get; init; }

    /// <summary>The token that leads to the next page of a delta query.</summary>
    public string? SkipToken { get; init; }

    /// <summary>The token that leads to the next round of a delta query; empty to begin anew.</summary>
    public string? DeltaToken { get; init; }

    /// <summary>How an item is to be deleted, as written.</summary>
    public string? DisposalType { get; init; }

    /// <summary>Extended properties with one value to show.</summary>
    public IReadOnlyList<ExtendedPropertyId> SingleValues { get; init; } = [];

    /// <summary>Extended properties with a list of values to show.</summary>
    public IReadOnlyList<ExtendedPropertyId> MultiValues { get; init; } = [];

    public bool Wants(string property) => Select is null || Contains(Select, property);

    private static bool Contains(IReadOnlyList<string> names, string property)
    {
        foreach (string name in names)
        {
            if (name == property)
            {
                return true;
            }
        }

        return false;
    }
}
