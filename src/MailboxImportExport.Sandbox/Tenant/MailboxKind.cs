namespace MailboxImportExport.Sandbox.Tenant;

/// <summary>What a mailbox is to its user.</summary>
internal enum MailboxKind
{
    Primary,
    Archive,
    Shared,

    /// <summary>Holds content of an archive that has expanded.</summary>
    Auxiliary,
}
