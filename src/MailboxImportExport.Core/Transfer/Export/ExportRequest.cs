using MailboxImportExport.ItemFolder;
using MailboxImportExport.Model;

namespace MailboxImportExport.Transfer.Export;

/// <summary>One item that is to be exported.</summary>
internal sealed record ExportRequest
{
    private ManifestKey? _key;

    public required string MailboxId { get; init; }

    public required string ItemId { get; init; }

    /// <summary>What a listing said about it, or null when only the id is known.</summary>
    public MailboxItem? Item { get; init; }

    /// <summary>Whether a listing of this run brought the item, so that nobody asked for it by name.</summary>
    public bool IsListed { get; init; }

    /// <summary>Mailbox and item in short, made once.</summary>
    public ManifestKey Key => _key ??= ManifestKey.Of(MailboxId, ItemId);

    /// <summary>Bytes as listed; a hint for grouping only.</summary>
    public long ListedSize => Item?.Size ?? 0;

    public string Name => Item is { Subject: string subject } && subject.Length > 0 ? $"'{subject}' ({ItemId})" : ItemId;
}
