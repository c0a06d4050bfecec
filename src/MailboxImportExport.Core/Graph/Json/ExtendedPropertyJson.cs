namespace MailboxImportExport.Graph.Json;

/// <summary>Graph resource singleValueLegacyExtendedProperty.</summary>
internal sealed record ExtendedPropertyJson(string? Id, string? Value);
