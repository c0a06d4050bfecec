namespace MailboxImportExport.Graph.Json;

/// <summary>Graph resource exchangeSettings.</summary>
internal sealed record ExchangeSettingsJson(string? PrimaryMailboxId, string? InPlaceArchiveMailboxId);
