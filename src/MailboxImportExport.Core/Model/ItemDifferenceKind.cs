namespace MailboxImportExport.Model;

/// <summary>In what way two exported items differ at one place.</summary>
public enum ItemDifferenceKind
{
    /// <summary>Both have it, with other values.</summary>
    Changed,

    /// <summary>Only the reference has it.</summary>
    Missing,

    /// <summary>Only the other item has it.</summary>
    Added,

    /// <summary>A part of one of them could not be read.</summary>
    Unreadable,
}
