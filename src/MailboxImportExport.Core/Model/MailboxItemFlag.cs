namespace MailboxImportExport.Model;

/// <summary>Whether an item is flagged for somebody to do something.</summary>
public enum MailboxItemFlag
{
    /// <summary>Not flagged.</summary>
    None = 0,

    /// <summary>Done.</summary>
    Complete = 1,

    /// <summary>Flagged.</summary>
    Flagged = 2,
}
