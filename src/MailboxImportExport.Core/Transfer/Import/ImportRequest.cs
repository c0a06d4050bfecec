using MailboxImportExport.Graph.Import;
using MailboxImportExport.Model;

namespace MailboxImportExport.Transfer.Import;

/// <summary>One item that is to be imported.</summary>
internal sealed record ImportRequest
{
    /// <summary>Whom it is imported for.</summary>
    public required IImportOwner Owner { get; init; }

    /// <summary>The content to send.</summary>
    public required IItemContent Content { get; init; }

    /// <summary>The exported item, or null when there is only a file.</summary>
    public ExportedMailboxItem? Item { get; init; }

    /// <summary>What the user knows it by.</summary>
    public string Name => Item?.ToString() ?? Content.Name;

    /// <summary>The folder that the item came from, or null when nothing is known of it.</summary>
    public SourceFolder? SourceFolder { get; init; }
}
