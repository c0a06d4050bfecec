namespace MailboxImportExport.FastTransfer;

/// <summary>What was odd about a stream without keeping it from being read.</summary>
internal enum StreamWarningKind
{
    /// <summary>The stream ends inside of a frame.</summary>
    FrameCutOff,

    /// <summary>A frame of an operation that no document names; it was skipped.</summary>
    UnknownFrame,

    /// <summary>There is no transfer buffer.</summary>
    NoContent,

    /// <summary>The stream ends inside of a property.</summary>
    PropertyCutOff,

    /// <summary>A property of a type of unknown length; nothing behind it can be read.</summary>
    UnknownType,

    /// <summary>A property whose name cannot be read; nothing behind it can be read.</summary>
    NameMalformed,

    /// <summary>A property without a value.</summary>
    NullType,

    /// <summary>A text in a code page that this system does not have.</summary>
    UnknownCodePage,

    /// <summary>The server says that what follows is not complete.</summary>
    Incomplete,

    /// <summary>A marker that cannot stand where it stands.</summary>
    MarkerMisplaced,

    /// <summary>A recipient, an attachment or a message that does not end.</summary>
    NotEnded,
}
