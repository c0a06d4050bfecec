namespace MailboxImportExport.Sandbox.Tenant;

/// <summary>What can happen to an item as its folder sees it.</summary>
internal enum ItemChangeKind
{
    Stored,
    MovedAway,
    Removed,
}
