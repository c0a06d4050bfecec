namespace MailboxImportExport.Transfer.Spool;

/// <summary>Who has held content, from its arrival on.</summary>
internal enum ContentState
{
    /// <summary>It is being received.</summary>
    Arriving,

    /// <summary>It waits to be written to the pipeline.</summary>
    Undelivered,

    /// <summary>A user has it: a variable, a sorting command. Nothing is known about when it will be used.</summary>
    Delivered,

    /// <summary>A running command of the module has taken it and will be done with it.</summary>
    Claimed,
}
