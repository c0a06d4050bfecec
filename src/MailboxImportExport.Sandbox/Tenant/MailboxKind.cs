namespace MailboxImportExport.Sandbox.Tenant;

/// <summary>What a mailbox is to its user.</summary>
internal enum MailboxKind
{
    Primary,
    Archive,
    Shared,
}
