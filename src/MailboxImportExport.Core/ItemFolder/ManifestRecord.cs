using System;
using System.Text.Json.Serialization;

namespace MailboxImportExport.ItemFolder;

/// <summary>One line of <c>manifest.jsonl</c>: one exported version of one item. The format is described in docs/export-folder-format.md.</summary>
internal sealed record ManifestRecord
{
    /// <summary>Format of the line.</summary>
    [JsonPropertyName("v")]
    public int Version { get; init; } = 1;

    public required string MailboxId { get; init; }

    public string? FolderId { get; init; }

    public string? FolderPath { get; init; }

    public required string ItemId { get; init; }

    /// <summary>Change key as the listing had it.</summary>
    public string? ChangeKey { get; init; }

    /// <summary>Change key as the export had it; the two are written differently at times.</summary>
    public string? ExportedChangeKey { get; init; }

    public string? ItemClass { get; init; }

    public string? Subject { get; init; }

    public string? Sender { get; init; }

    public DateTimeOffset? Sent { get; init; }

    public DateTimeOffset? Received { get; init; }

    public DateTimeOffset? Created { get; init; }

    /// <summary>Search key, base64.</summary>
    public string? SearchKey { get; init; }

    /// <summary>What makes it the same item as another, taken from the content; null when that could not be followed.</summary>
    public IdentityRecord? Identity { get; init; }

    /// <summary>Bytes of the content.</summary>
    public required long Size { get; init; }

    /// <summary>SHA-256 of the content, hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Path of the content below the folder, with forward slashes.</summary>
    public required string File { get; init; }

    /// <summary>When the item was exported, UTC.</summary>
    public DateTimeOffset Exported { get; init; }

    /// <summary>When it was found that the file has not the content that was recorded, UTC: the item is exported again.</summary>
    public DateTimeOffset? Damaged { get; init; }

    /// <summary>Mailbox and item in short.</summary>
    [JsonIgnore]
    public ManifestKey Key => ManifestKey.Of(MailboxId, ItemId);
}
