namespace MailboxImportExport.Model;

/// <summary>An answer to a meeting request ("[MS-OXOCAL]: Appointment and Meeting Object Protocol", PidLidResponseStatus).</summary>
public enum MailboxItemResponse
{
    /// <summary>No answer is expected.</summary>
    None = 0,

    /// <summary>The organizer.</summary>
    Organized = 1,

    /// <summary>Tentative.</summary>
    Tentative = 2,

    /// <summary>Accepted.</summary>
    Accepted = 3,

    /// <summary>Declined.</summary>
    Declined = 4,

    /// <summary>Not answered yet.</summary>
    NotResponded = 5,
}
