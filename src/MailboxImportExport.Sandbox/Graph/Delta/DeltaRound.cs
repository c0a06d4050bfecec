using System.Collections.Generic;
using MailboxImportExport.Sandbox.OData;
using MailboxImportExport.Sandbox.Tenant;

namespace MailboxImportExport.Sandbox.Graph.Delta;

/// <summary>A round on its way. What it tells was settled when it began; later changes are for the next one.</summary>
/// <param name="Scope">The collection.</param>
/// <param name="Query">The options of the first call.</param>
/// <param name="Entries">All that the round tells.</param>
/// <param name="Since">The last change before the round.</param>
/// <param name="Until">The last change in the round.</param>
internal sealed record DeltaRound<T>(DeltaScope Scope, EntityQuery Query, IReadOnlyList<DeltaEntry<T>> Entries, long Since, long Until)
    : DeltaState(Scope, Query)
    where T : class
{
    /// <summary>How many entries have been told.</summary>
    public int Offset { get; init; }

    /// <summary>The number of the page to come, from 1.</summary>
    public int Page { get; init; } = 1;
}
