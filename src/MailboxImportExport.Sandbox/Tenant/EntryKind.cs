namespace MailboxImportExport.Sandbox.Tenant;

/// <summary>What an id stands for.</summary>
internal enum EntryKind
{
    Folder = 1,
    Item = 2,
}
