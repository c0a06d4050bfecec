namespace MailboxImportExport.Graph.Json;

/// <summary>Body that creates a folder.</summary>
internal sealed record NewFolderJson(string DisplayName, string Type);
