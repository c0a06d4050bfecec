using System.Collections.Generic;

namespace MailboxImportExport.Sandbox.Graph.Export;

/// <summary>The body of an export.</summary>
internal sealed record ExportBody(IReadOnlyList<string> ItemIds);
