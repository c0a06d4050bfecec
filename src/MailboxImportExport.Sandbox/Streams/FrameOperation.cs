namespace MailboxImportExport.Sandbox.Streams;

/// <summary>
/// What a frame of an item stream records: an item stream is a log of calls to MAPI's IExchangeFastTransfer, each with its number,
/// the length of its arguments and the arguments.
/// </summary>
internal static class FrameOperation
{
    public const uint Configure = 1;
    public const uint TransferBuffer = 2;
    public const uint IsInterfaceOk = 3;
    public const uint TellVersion = 4;
}
