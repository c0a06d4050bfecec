namespace MailboxImportExport.Sandbox.Streams;

/// <summary>What may differ between two correct streams of the same item.</summary>
internal sealed record StreamShape
{
    public ServerVersion Version { get; init; } = ServerVersion.Current;

    /// <summary>A frame of another kind that stands after each transfer buffer but the last.</summary>
    public InterleavedFrame Interleaved { get; init; }

    /// <summary>Whether some properties of the message come behind its recipients and attachments.</summary>
    public bool PropertiesAfterAttachments { get; init; }

    /// <summary>Whether a list of texts has a type with its code page in it (0x94B0) or the plain one (0x101F).</summary>
    public bool TextListsNameTheirCodePage { get; init; } = true;
}
