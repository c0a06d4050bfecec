using MailboxImportExport.Model;

namespace MailboxImportExport.Access;

/// <summary>A mailbox that is to be tried.</summary>
/// <param name="Mailbox">The mailbox as it was named.</param>
/// <param name="Archive">Whether its archive is meant.</param>
/// <param name="Compose">Whether its id is composed without a call.</param>
/// <param name="Write">Whether a folder may be created and removed again.</param>
internal sealed record AccessRequest(MailboxIdentity Mailbox, bool Archive, bool Compose, bool Write);
