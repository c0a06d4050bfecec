namespace MailboxImportExport.FastTransfer;

/// <summary>What two correct streams of one item may do differently.</summary>
internal sealed record FastTransferWriterOptions
{
    /// <summary>Bytes of a full transfer buffer as Exchange Online writes them.</summary>
    public const int DefaultPayloadLength = 31680;

    /// <summary>The build that is named in the stream.</summary>
    public ServerVersion Version { get; init; } = ServerVersion.Documented;

    /// <summary>Bytes of a full transfer buffer.</summary>
    public int PayloadLength { get; init; } = DefaultPayloadLength;

    /// <summary>Whether lists of texts have a type with their code page in it. The plain type is the documented one.</summary>
    public bool TextListsNameTheirCodePage { get; init; }
}
