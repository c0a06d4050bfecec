namespace MailboxImportExport.Help;

/// <summary>A place that a developer can open; line 0 is the whole file.</summary>
internal sealed record SourceLine(string File, int Line = 0);
