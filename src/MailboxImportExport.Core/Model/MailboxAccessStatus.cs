namespace MailboxImportExport.Model;

/// <summary>What came of trying a call.</summary>
public enum MailboxAccessStatus
{
    /// <summary>The service carried it out.</summary>
    Allowed,

    /// <summary>The service refused it: the permission is missing, or the mailbox is out of the scope of the application.</summary>
    Denied,

    /// <summary>The mailbox or the folder is not there.</summary>
    NotFound,

    /// <summary>It was not tried, or the answer tells nothing about permissions.</summary>
    NotTested,

    /// <summary>The host cannot be reached from here.</summary>
    Unreachable,
}
