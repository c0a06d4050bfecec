namespace MailboxImportExport.Sandbox.Graph;

/// <summary>What becomes of a deleted folder.</summary>
internal enum FolderDeletion
{
    /// <summary>It goes to Deleted Items, and from there to Recoverable Items.</summary>
    ToDeletedItems,
    ToRecoverableItems,
    Removed,
}
