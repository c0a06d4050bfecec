namespace MailboxImportExport.Mail;

/// <summary>What a piece of rich text is.</summary>
internal enum RtfTokenKind
{
    GroupStart,
    GroupEnd,

    /// <summary>A backslash with letters, and a number at times.</summary>
    Word,

    /// <summary>A backslash with one other character.</summary>
    Symbol,

    /// <summary>A byte of text, plain or as a backslash with a quote and two digits.</summary>
    Byte,
}
