namespace MailboxImportExport.FastTransfer;

/// <summary>
/// What a frame of an item stream records: the stream is a log of calls to MAPI's IExchangeFastTransfer, each with its number,
/// the length of its arguments, and the arguments.
/// </summary>
internal static class FrameOperation
{
    public const uint Configure = 1;
    public const uint TransferBuffer = 2;
    public const uint IsInterfaceOk = 3;
    public const uint TellVersion = 4;

    /// <summary>Number and length.</summary>
    public const int HeaderLength = 8;

    /// <summary>Arguments of <see cref="Configure"/>: flags and method.</summary>
    public const int ConfigureLength = 8;

    /// <summary>Arguments of <see cref="IsInterfaceOk"/>: method, interface, flags.</summary>
    public const int IsInterfaceOkLength = 24;
}
