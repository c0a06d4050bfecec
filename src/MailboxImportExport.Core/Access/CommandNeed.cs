namespace MailboxImportExport.Access;

/// <summary>A permission that a command says it needs.</summary>
/// <param name="Command">Name of the command.</param>
/// <param name="Permission">Name of the application permission.</param>
/// <param name="For">What for, when not for everything.</param>
internal sealed record CommandNeed(string Command, string Permission, string? For);
