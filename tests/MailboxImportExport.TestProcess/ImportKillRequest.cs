namespace MailboxImportExport.TestProcess;

/// <summary>An import of an export folder that is killed, from outside or at a step of its journal, or runs to its end.</summary>
/// <param name="Bin">The folder of the module's assemblies.</param>
/// <param name="Sandbox">Address of the sandbox.</param>
/// <param name="Path">The export folder.</param>
/// <param name="Mailbox">The mailbox to import into.</param>
/// <param name="Folder">The folder of it to import into.</param>
/// <param name="MakesCopies">Whether everything is imported once more.</param>
/// <param name="JournalPath">The journal.</param>
/// <param name="KillAt">Name of the step of the journal at which the process is killed; null for none.</param>
/// <param name="Occurrence">Which of the steps of that name, from 1.</param>
public sealed record ImportKillRequest(
    string Bin,
    string Sandbox,
    string Path,
    string Mailbox,
    string Folder,
    bool MakesCopies,
    string JournalPath,
    string? KillAt,
    int Occurrence);
