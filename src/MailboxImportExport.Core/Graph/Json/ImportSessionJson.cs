using System;

namespace MailboxImportExport.Graph.Json;

/// <summary>Graph resource mailboxItemImportSession. The link is a secret.</summary>
internal sealed record ImportSessionJson(string? ImportUrl, DateTimeOffset? ExpirationDateTime);
