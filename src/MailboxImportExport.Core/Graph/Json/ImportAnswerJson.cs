namespace MailboxImportExport.Graph.Json;

/// <summary>Answer of the import host.</summary>
internal sealed record ImportAnswerJson(string? ItemId, string? ChangeKey);
