namespace MailboxImportExport.Transfer.Remove;

/// <summary>How the removal of an item ended.</summary>
internal enum RemovalResult
{
    /// <summary>It was removed.</summary>
    Removed,

    /// <summary>It was not there any more.</summary>
    Gone,

    /// <summary>It stays.</summary>
    Failed,
}
