namespace MailboxImportExport.Sandbox.Tenant;

/// <summary>Evidence: one item that went out in an answer.</summary>
/// <param name="Mailbox">The mailbox it belongs to.</param>
/// <param name="ItemId">The id that was asked for.</param>
/// <param name="ChangeKey">The change key in the answer.</param>
/// <param name="Sha256">SHA-256 of the stream in upper-case hexadecimal.</param>
/// <param name="Length">Length of the stream.</param>
internal sealed record ExportedItem(SandboxMailbox Mailbox, string ItemId, string ChangeKey, string Sha256, long Length);
