namespace MailboxImportExport.FastTransfer;

/// <summary>
/// What a stream may ask of its reader. Real items stay far below; a stream above is refused, because it was made to hurt.
/// </summary>
internal static class ReadingLimits
{
    /// <summary>Bytes of a stream: places in it are kept in 32 bits. The service takes items of 150 MB at most.</summary>
    public const long StreamLength = uint.MaxValue;

    /// <summary>Messages inside of messages.</summary>
    public const int Depth = 64;

    /// <summary>Properties, recipients and attachments together.</summary>
    public const int Elements = 4 * 1024 * 1024;

    /// <summary>Different names of properties; a mailbox maps no more than 16,384 by default.</summary>
    public const int Names = 16 * 1024;

    /// <summary>Bytes of the head of one property, with a name in it.</summary>
    public const int HeadLength = 8 * 1024;

    /// <summary>Warnings that are kept; the rest is counted.</summary>
    public const int Warnings = 50;
}
