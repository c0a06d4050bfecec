namespace MailboxImportExport.Cmdlets;

/// <summary>What an application is for, and so which permissions it is given.</summary>
public enum MailboxImportExportProfile
{
    /// <summary>Takes items out and writes nothing: MailboxFolder.Read.All, MailboxItem.Read.All, User.Read.All, MailboxItem.Export.All.</summary>
    ExportOnly,

    /// <summary>Puts items back, with their folders: User.Read.All, MailboxFolder.ReadWrite.All, MailboxItem.ImportExport.All.</summary>
    Restore,

    /// <summary>Copies items between mailboxes: as Restore, and MailboxItem.Read.All.</summary>
    Copy,
}
