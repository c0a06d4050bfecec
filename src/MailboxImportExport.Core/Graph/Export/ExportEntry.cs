using System;

namespace MailboxImportExport.Graph.Export;

/// <summary>One entry of an exportItems answer: content or error.</summary>
internal sealed class ExportEntry
{
    /// <summary>The id that was asked for; null when the service left it out.</summary>
    public string? ItemId { get; init; }

    public string? ChangeKey { get; init; }

    public string? ErrorCode { get; init; }

    public string? ErrorMessage { get; init; }

    /// <summary>Whether the entry has content, even of length zero.</summary>
    public bool HasContent { get; init; }

    /// <summary>Bytes of the content.</summary>
    public long Length { get; init; }

    /// <summary>SHA-256 of the content, taken while it passed by.</summary>
    public byte[] Sha256 { get; init; } = [];

    /// <summary>All of the content when it is small, valid while the entry is handed over.</summary>
    public ArraySegment<byte> Small { get; init; }

    /// <summary>The content when it is large; whoever takes the entry owns it.</summary>
    public ILargeItem? Large { get; init; }
}
