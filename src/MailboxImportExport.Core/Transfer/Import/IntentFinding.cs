namespace MailboxImportExport.Transfer.Import;

/// <summary>Whether an item arrived whose import was broken off.</summary>
internal enum IntentFinding
{
    /// <summary>No.</summary>
    Missing,

    /// <summary>Yes: one like it was created since.</summary>
    Found,

    /// <summary>One like it stands there, and it cannot be told whether it is older.</summary>
    Doubtful,
}
