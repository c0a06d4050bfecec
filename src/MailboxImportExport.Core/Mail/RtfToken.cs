namespace MailboxImportExport.Mail;

/// <summary>A piece of rich text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Word">Name of a control word, or the character of a control symbol.</param>
/// <param name="Parameter">Number behind a control word.</param>
/// <param name="Byte">A byte of text.</param>
internal readonly record struct RtfToken(RtfTokenKind Kind, string? Word = null, int? Parameter = null, byte Byte = 0);
