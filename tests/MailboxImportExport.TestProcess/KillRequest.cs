namespace MailboxImportExport.TestProcess;

/// <summary>An export to a folder that is killed at a step, or runs to its end.</summary>
/// <param name="Sandbox">Address of the sandbox.</param>
/// <param name="Mailbox">The mailbox to export.</param>
/// <param name="Folder">The folder of it to export, with everything below.</param>
/// <param name="Destination">The export folder.</param>
/// <param name="KillAt">Number of the step before whose end the process is killed; 0 for none.</param>
/// <param name="LogPath">Gets one line a step, so that a test knows which steps there are.</param>
public sealed record KillRequest(string Sandbox, string Mailbox, string Folder, string Destination, int KillAt, string LogPath);
