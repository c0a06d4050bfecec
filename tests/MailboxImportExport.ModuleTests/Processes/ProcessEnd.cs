namespace MailboxImportExport.ModuleTests.Processes;

/// <summary>What a process left behind.</summary>
internal sealed record ProcessEnd(int ExitCode, string Output, string Error);
