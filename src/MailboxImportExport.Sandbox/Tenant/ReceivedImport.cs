namespace MailboxImportExport.Sandbox.Tenant;

/// <summary>Evidence: the bytes of an accepted import exactly as they came in, kept apart from the item they became.</summary>
/// <param name="Mailbox">The mailbox they went to.</param>
/// <param name="FolderId">The folder the request named.</param>
/// <param name="Mode">create or update.</param>
/// <param name="Bytes">The decoded stream; null when it was longer than what is kept.</param>
/// <param name="Sha256">SHA-256 of the decoded stream in upper-case hexadecimal.</param>
/// <param name="Length">Length of the decoded stream.</param>
/// <param name="ItemId">The item it became.</param>
internal sealed record ReceivedImport(
    SandboxMailbox Mailbox,
    string FolderId,
    string Mode,
    byte[]? Bytes,
    string Sha256,
    long Length,
    string ItemId);
