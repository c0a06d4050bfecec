using System;

namespace MailboxImportExport.Benchmarks.Rivals;

/// <summary>Where a rival imports to.</summary>
/// <param name="Address">What items are posted to.</param>
/// <param name="FolderId">The folder that they go into.</param>
internal sealed record ImportTarget(Uri Address, string FolderId);
