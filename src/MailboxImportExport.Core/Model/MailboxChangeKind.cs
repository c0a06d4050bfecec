namespace MailboxImportExport.Model;

/// <summary>What has happened to an item or a folder since the last time.</summary>
public enum MailboxChangeKind
{
    /// <summary>It is new. In the first round everything is.</summary>
    Added,

    /// <summary>It has changed. Of items it can also mean that it was moved here from another folder.</summary>
    Changed,

    /// <summary>It is no longer where it was: deleted, or moved to another folder.</summary>
    Removed,
}
