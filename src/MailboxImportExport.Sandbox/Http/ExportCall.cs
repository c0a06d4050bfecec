using System.Collections.Generic;

namespace MailboxImportExport.Sandbox.Http;

/// <summary>An export and the ids it asked for.</summary>
internal sealed record ExportCall(RecordedRequest Request, IReadOnlyList<string> ItemIds);
