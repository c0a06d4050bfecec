namespace MailboxImportExport.Model;

/// <summary>How an item is addressed to a recipient.</summary>
public enum MailboxItemRecipientKind
{
    /// <summary>The originator.</summary>
    Originator = 0,

    /// <summary>To; in a meeting, required.</summary>
    To = 1,

    /// <summary>Cc; in a meeting, optional.</summary>
    Cc = 2,

    /// <summary>Bcc; in a meeting, a room or equipment.</summary>
    Bcc = 3,
}
