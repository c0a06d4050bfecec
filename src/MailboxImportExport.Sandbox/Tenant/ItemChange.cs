namespace MailboxImportExport.Sandbox.Tenant;

/// <summary>One line in the change log of a folder. It names the item and does not hold it: an item that is gone must not stay in memory.</summary>
/// <param name="Number">The number of the change.</param>
/// <param name="Entry">The item.</param>
/// <param name="Kind">What happened to it.</param>
internal readonly record struct ItemChange(long Number, EntryId Entry, ItemChangeKind Kind);
