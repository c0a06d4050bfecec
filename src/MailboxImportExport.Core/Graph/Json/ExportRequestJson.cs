using System.Collections.Generic;

namespace MailboxImportExport.Graph.Json;

/// <summary>Body of exportItems.</summary>
internal sealed record ExportRequestJson(IReadOnlyList<string> ItemIds);
