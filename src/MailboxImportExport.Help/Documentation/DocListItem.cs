using System.Collections.Generic;

namespace MailboxImportExport.Help.Documentation;

/// <summary>An entry of a list: a term with its explanation, or a text alone.</summary>
internal sealed record DocListItem(IReadOnlyList<DocInline> Term, IReadOnlyList<DocInline> Text);
