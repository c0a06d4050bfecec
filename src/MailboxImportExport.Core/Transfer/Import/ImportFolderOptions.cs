using MailboxImportExport.Model;

namespace MailboxImportExport.Transfer.Import;

/// <summary>Where in a target mailbox items go.</summary>
internal sealed record ImportFolderOptions
{
    /// <summary>The folder that was named, or null: each item goes to the place that it came from.</summary>
    public FolderIdentity? Target { get; init; }

    /// <summary>Whether the folders of the source are kept below <see cref="Target"/>.</summary>
    public bool KeepsTree { get; init; }

    /// <summary>Whether folders that are missing may be created.</summary>
    public bool MayCreate { get; init; }
}
