using MailboxImportExport.Model;

namespace MailboxImportExport.Transfer.Reading;

/// <summary>What a user gave to be read: an exported item, a file or export folder, or bytes.</summary>
internal sealed record ContentSource
{
    /// <summary>A handle.</summary>
    public ExportedMailboxItem? Item { get; init; }

    /// <summary>Full path of a file or of an export folder.</summary>
    public string? Path { get; init; }

    /// <summary>Content itself.</summary>
    public byte[]? Bytes { get; init; }
}
