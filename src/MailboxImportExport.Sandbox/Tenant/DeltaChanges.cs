using System.Collections.Generic;

namespace MailboxImportExport.Sandbox.Tenant;

/// <summary>The differences of a collection up to a change, in the order in which they came about.</summary>
/// <param name="Entries">The differences.</param>
/// <param name="Until">The number of the last change that is in; the next question begins behind it.</param>
internal sealed record DeltaChanges<T>(IReadOnlyList<DeltaEntry<T>> Entries, long Until)
    where T : class;
