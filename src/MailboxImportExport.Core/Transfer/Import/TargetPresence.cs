namespace MailboxImportExport.Transfer.Import;

/// <summary>Whether a target folder has an item already.</summary>
internal enum TargetPresence
{
    /// <summary>No, or not as often as the source has it.</summary>
    New,

    /// <summary>Yes: the same item stands there.</summary>
    Same,

    /// <summary>An item of the same search key stands there, but its class, subject or times are others.</summary>
    Conflict,

    /// <summary>The same item stands there once, and is to be replaced.</summary>
    Replaceable,

    /// <summary>The same item stands there several times: which of them is to be replaced cannot be told.</summary>
    Several,
}
