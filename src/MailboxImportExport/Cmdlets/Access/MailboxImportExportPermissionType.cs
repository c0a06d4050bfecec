namespace MailboxImportExport.Cmdlets;

/// <summary>In which form a permission is given.</summary>
public enum MailboxImportExportPermissionType
{
    /// <summary>To an application, for all mailboxes or for those in its scope.</summary>
    Application,

    /// <summary>To an application on behalf of the user who signs in, for the own mailbox.</summary>
    Delegated,
}
