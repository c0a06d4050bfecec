namespace MailboxImportExport.Sandbox.Http;

/// <summary>Where a call can be stopped.</summary>
internal enum GatePoint
{
    /// <summary>When it has arrived, before anything is done for it.</summary>
    Arrival,

    /// <summary>When everything is done, before the first byte of the answer.</summary>
    Answer,
}
