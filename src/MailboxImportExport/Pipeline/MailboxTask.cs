using System;
using System.Threading.Tasks;
using MailboxImportExport.Model;

namespace MailboxImportExport.Pipeline;

/// <summary>What a command is to do for one record: the parameters of that record are inside of <paramref name="Work"/>.</summary>
/// <param name="Mailbox">The mailbox as it was named.</param>
/// <param name="Archive">Whether its archive is meant.</param>
/// <param name="Compose">Whether its id is composed without a call.</param>
/// <param name="Part">The part of the mailbox that is worked on; the same part is not worked on twice.</param>
/// <param name="Work">Carried out when the mailbox was found.</param>
internal sealed record MailboxTask(MailboxIdentity Mailbox, bool Archive, bool Compose, string Part, Func<MailboxVisit, Task> Work);
