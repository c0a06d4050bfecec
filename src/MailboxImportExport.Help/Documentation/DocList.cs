using System.Collections.Generic;

namespace MailboxImportExport.Help.Documentation;

/// <summary>A list with bullets or numbers.</summary>
internal sealed record DocList(bool Numbered, IReadOnlyList<DocListItem> Items) : DocBlock;
