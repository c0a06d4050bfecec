using System.Collections.Generic;

namespace MailboxImportExport.Transfer.Remove;

/// <summary>The copy for the sake of which an item may be removed.</summary>
/// <param name="MailboxId">The mailbox that it stands in.</param>
/// <param name="FolderId">The folder.</param>
/// <param name="ItemId">The copy.</param>
/// <param name="Versions">Change keys of the version that was proven, in every form in which the service named it.</param>
internal sealed record ItemCopy(string MailboxId, string FolderId, string ItemId, IReadOnlyList<string> Versions);
