using System.Threading;
using MailboxImportExport.Graph;
using MailboxImportExport.Model;

namespace MailboxImportExport.Pipeline;

/// <summary>A mailbox that was found, with what a command needs to work on it.</summary>
internal sealed record MailboxVisit(MailboxContentStore Store, GraphConnection Connection, CmdletOutput Output, CancellationToken CancellationToken);
