namespace MailboxImportExport.Sandbox.Tenant;

/// <summary>One difference between two states of a collection.</summary>
/// <param name="Id">The id of the folder or item.</param>
/// <param name="Entity">What it is now; null when it has left the collection.</param>
/// <param name="IsMoved">Whether what has left stands somewhere else now.</param>
internal sealed record DeltaEntry<T>(string Id, T? Entity, bool IsMoved)
    where T : class;
