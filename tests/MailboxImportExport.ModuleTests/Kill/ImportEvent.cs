namespace MailboxImportExport.ModuleTests.Kill;

/// <summary>What happens in an import, seen from the service or from the journal.</summary>
internal enum ImportEvent
{
    /// <summary>An item is on its way; whether the service gets it depends on what was sent by then.</summary>
    Requested,

    /// <summary>The service has stored an item, and its answer is never read.</summary>
    Answered,

    /// <summary>Half of a line has been written.</summary>
    HalfWritten,

    /// <summary>A line has been written.</summary>
    Written,

    /// <summary>Half of the last line has been written, which says that the run did all that it was asked for.</summary>
    HalfEnded,

    /// <summary>That line has been written.</summary>
    Ended,
}
