using System.Collections.Generic;

namespace MailboxImportExport.Help.Documentation;

/// <summary>Running text.</summary>
internal sealed record DocParagraph(IReadOnlyList<DocInline> Inlines) : DocBlock;
