using MailboxImportExport.Graph.Json;
using MailboxImportExport.Model;

namespace MailboxImportExport.Graph.Items;

/// <summary>An item as it travelled and as users see it, and the folder in which it stands.</summary>
internal readonly record struct ListedItem(ItemJson Json, MailboxItem Model, MailboxContentFolder Folder);
