namespace MailboxImportExport.Sandbox.Throttling;

/// <summary>A limit of the service on what an application does with a mailbox.</summary>
internal enum LimitKind
{
    /// <summary>Calls that run at the same time.</summary>
    Concurrency,

    /// <summary>Calls within some minutes.</summary>
    Requests,

    /// <summary>Bytes in the bodies of calls within some minutes.</summary>
    UploadBytes,
}
