using System.Collections.Generic;

namespace MailboxImportExport.Sandbox.Tenant;

/// <summary>A folder that has left its place in the tree.</summary>
/// <param name="Entry">The folder.</param>
/// <param name="Change">The number of the change by which it left.</param>
/// <param name="Ancestors">The folders above the place it left, its parent first.</param>
/// <param name="IsMoved">Whether it stands somewhere else now, or is gone for good.</param>
internal sealed record FolderRemoval(EntryId Entry, long Change, IReadOnlyList<EntryId> Ancestors, bool IsMoved);
