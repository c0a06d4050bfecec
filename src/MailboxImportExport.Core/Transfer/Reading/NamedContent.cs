using MailboxImportExport.Graph.Import;
using MailboxImportExport.Model;

namespace MailboxImportExport.Transfer.Reading;

/// <summary>The content of one item on its way to being read.</summary>
/// <param name="Name">What the user knows it by.</param>
/// <param name="Content">The bytes.</param>
/// <param name="Item">What its export recorded, when it is known.</param>
internal sealed record NamedContent(string Name, IItemContent Content, ExportedMailboxItem? Item);
