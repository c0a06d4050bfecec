namespace MailboxImportExport.Model;

/// <summary>How an appointment shows in free and busy times.</summary>
public enum MailboxItemBusyStatus
{
    /// <summary>Free.</summary>
    Free = 0,

    /// <summary>Tentative.</summary>
    Tentative = 1,

    /// <summary>Busy.</summary>
    Busy = 2,

    /// <summary>Out of office.</summary>
    OutOfOffice = 3,

    /// <summary>Working elsewhere.</summary>
    WorkingElsewhere = 4,
}
