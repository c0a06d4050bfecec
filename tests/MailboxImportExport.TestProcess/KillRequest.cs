namespace MailboxImportExport.TestProcess;

/// <summary>An export to a folder that is killed at a step, or runs to its end.</summary>
/// <param name="Bin">The folder of the module's assemblies.</param>
/// <param name="Sandbox">Address of the sandbox.</param>
/// <param name="Mailbox">The mailbox to export.</param>
/// <param name="Folder">The folder of it to export, with everything below.</param>
/// <param name="Destination">The export folder.</param>
/// <param name="KillAt">Name of the step at which the process is killed; null for none.</param>
/// <param name="Occurrence">Which of the steps of that name, from 1: the lanes of two runs take turns differently, so that a number over all steps would mean another one each time.</param>
/// <param name="LogPath">Gets one line a step, so that a test knows which steps there are.</param>
public sealed record KillRequest(
    string Bin,
    string Sandbox,
    string Mailbox,
    string Folder,
    string Destination,
    string? KillAt,
    int Occurrence,
    string LogPath);
