namespace MailboxImportExport.Graph.Json;

/// <summary>Body that brings an application into the tenant.</summary>
internal sealed record NewPrincipalJson(string AppId);
