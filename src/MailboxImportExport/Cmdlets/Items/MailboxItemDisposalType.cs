namespace MailboxImportExport.Cmdlets;

/// <summary>What becomes of an item that is removed.</summary>
/// <remarks>Microsoft Graph documentation, page "Delete mailboxItem", parameter disposalType.</remarks>
public enum MailboxItemDisposalType
{
    /// <summary>The item goes to Recoverable Items, from where it can be had back as long as the retention of the mailbox says.</summary>
    SoftDelete,

    /// <summary>The item is gone for good; items on hold or under retention are refused.</summary>
    HardDelete,
}
