namespace MailboxImportExport.Model;

/// <summary>Whether a run did all that it was asked for.</summary>
public enum TransferVerdict
{
    /// <summary>
    /// Every folder in scope was listed to its end, and every item is done, skipped by a visible rule, or gone.
    /// </summary>
    Complete,

    /// <summary>Something failed, was refused, or was not reached.</summary>
    Partial,
}
