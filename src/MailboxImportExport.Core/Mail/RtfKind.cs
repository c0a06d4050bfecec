namespace MailboxImportExport.Mail;

/// <summary>What a body of rich text was before it became one.</summary>
internal enum RtfKind
{
    /// <summary>Rich text.</summary>
    Rich,

    /// <summary>HTML, all of which is still inside.</summary>
    Html,

    /// <summary>Plain text.</summary>
    Text,
}
