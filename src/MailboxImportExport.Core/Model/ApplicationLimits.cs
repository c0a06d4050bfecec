namespace MailboxImportExport.Model;

/// <summary>What an application does not exceed, in the words of the service.</summary>
/// <param name="MailboxConcurrency">Calls at once to one mailbox.</param>
/// <param name="MailboxRequestCount">Requests to one mailbox in ten minutes.</param>
/// <param name="MailboxIncomingBytes">Bytes sent to one mailbox in five minutes.</param>
/// <param name="ApplicationConcurrency">Calls at once over all mailboxes.</param>
internal sealed record ApplicationLimits(int MailboxConcurrency, long MailboxRequestCount, long MailboxIncomingBytes, int ApplicationConcurrency);
