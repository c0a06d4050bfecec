using MailboxImportExport.Sandbox.Mapi;

namespace MailboxImportExport.Sandbox.Seed;

/// <summary>A message of the mail corpus, converted to an item.</summary>
/// <param name="Group">The kind of messages it belongs to, such as <c>plain_emails</c>.</param>
/// <param name="Name">The name of its file.</param>
/// <param name="Content">The item, without what is particular to one mailbox.</param>
internal sealed record CorpusMessage(string Group, string Name, MessageContent Content);
