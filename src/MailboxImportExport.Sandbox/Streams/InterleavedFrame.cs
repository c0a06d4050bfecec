namespace MailboxImportExport.Sandbox.Streams;

/// <summary>What stands between two transfer buffers of a stream.</summary>
internal enum InterleavedFrame
{
    /// <summary>Nothing: buffers follow each other.</summary>
    None,

    /// <summary>A transfer buffer of no bytes.</summary>
    Empty,

    /// <summary>A frame of an operation that no document names, with eight bytes in it.</summary>
    Unknown,
}
