namespace MailboxImportExport.Sandbox.Throttling;

/// <summary>How a refusal tells when to come back.</summary>
internal enum RetryAfterForm
{
    Seconds,

    /// <summary>As a point in time, which the HTTP standard allows as well.</summary>
    Date,

    Absent,
}
