using MailboxImportExport.Graph.Json;
using MailboxImportExport.Model;

namespace MailboxImportExport.Graph.Mailboxes;

/// <summary>The Exchange settings of a user, or why there are none.</summary>
internal sealed record SettingsAnswer(ExchangeSettingsJson? Settings, MailboxServiceException? Refusal);
