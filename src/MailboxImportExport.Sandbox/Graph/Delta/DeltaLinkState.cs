using MailboxImportExport.Sandbox.OData;

namespace MailboxImportExport.Sandbox.Graph.Delta;

/// <summary>Between two rounds.</summary>
/// <param name="Scope">The collection.</param>
/// <param name="Query">The options of the first call.</param>
/// <param name="Since">The last change that has been told.</param>
/// <param name="Before">The last change that had been told when the round before began.</param>
internal sealed record DeltaLinkState(DeltaScope Scope, EntityQuery Query, long Since, long Before) : DeltaState(Scope, Query);
