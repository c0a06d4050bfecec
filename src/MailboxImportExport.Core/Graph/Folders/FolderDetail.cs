namespace MailboxImportExport.Graph.Folders;

/// <summary>What listings of folders ask for beyond the usual.</summary>
internal sealed record FolderDetail
{
    /// <summary>Visible folders, without sizes.</summary>
    public static FolderDetail Usual { get; } = new();

    /// <summary>Whether hidden folders are listed too; only beta knows them.</summary>
    public bool Hidden { get; init; }

    /// <summary>Whether the bytes of the items in a folder are asked for.</summary>
    public bool Size { get; init; }

    /// <summary>The folders of Recoverable Items, which lie beside the visible tree.</summary>
    public bool RecoverableItems { get; init; }
}
