namespace MailboxImportExport.Model;

/// <summary>How important an item is.</summary>
public enum MailboxItemLevel
{
    /// <summary>Low.</summary>
    Low = 0,

    /// <summary>Normal.</summary>
    Normal = 1,

    /// <summary>High.</summary>
    High = 2,
}
