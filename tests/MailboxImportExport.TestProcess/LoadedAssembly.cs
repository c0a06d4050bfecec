namespace MailboxImportExport.TestProcess;

/// <summary>An assembly and the load context that has it.</summary>
public sealed record LoadedAssembly(string Context, string Name, string Version, string Path);
