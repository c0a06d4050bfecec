namespace MailboxImportExport.Help.Documentation;

/// <summary>A piece of running text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">What is read.</param>
/// <param name="Address">Where a link leads; of a command its name.</param>
internal sealed record DocInline(DocInlineKind Kind, string Text, string? Address = null);
