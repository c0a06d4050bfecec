namespace MailboxImportExport.Help.Documentation;

/// <summary>A part of a text that stands by itself.</summary>
internal abstract record DocBlock;
