namespace MailboxImportExport.Graph.Json;

/// <summary>Body that renames a folder.</summary>
internal sealed record FolderNameJson(string DisplayName);
