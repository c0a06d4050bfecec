namespace MailboxImportExport.Model;

/// <summary>What a user named or piped in as a folder.</summary>
public sealed record FolderIdentity
{
    /// <summary>Path, well-known name or id.</summary>
    public required string Text { get; init; }

    /// <summary>The folder itself, when an object was given.</summary>
    public MailboxContentFolder? Folder { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Text;
}
