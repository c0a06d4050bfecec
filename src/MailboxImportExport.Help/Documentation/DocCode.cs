namespace MailboxImportExport.Help.Documentation;

/// <summary>Lines that are shown as they are.</summary>
internal sealed record DocCode(string Code) : DocBlock;
