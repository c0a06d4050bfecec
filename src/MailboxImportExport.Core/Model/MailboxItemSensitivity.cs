namespace MailboxImportExport.Model;

/// <summary>How confidential an item is.</summary>
public enum MailboxItemSensitivity
{
    /// <summary>Not marked.</summary>
    Normal = 0,

    /// <summary>Personal.</summary>
    Personal = 1,

    /// <summary>Private.</summary>
    Private = 2,

    /// <summary>Confidential.</summary>
    Confidential = 3,
}
