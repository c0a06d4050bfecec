using System.Collections.Generic;

namespace MailboxImportExport.Graph.Json;

/// <summary>Graph resource multiValueLegacyExtendedProperty.</summary>
internal sealed record MultiValuePropertyJson(string? Id, IReadOnlyList<string>? Value);
