using MailboxImportExport.Model;

namespace MailboxImportExport.Transfer.Copy;

/// <summary>Where and how a run copies.</summary>
internal sealed record CopyOptions
{
    /// <summary>Stands in the path of a target folder for what a source mailbox was named by.</summary>
    public const string NamePlace = "{name}";

    /// <summary>The target mailbox.</summary>
    public required MailboxIdentity Target { get; init; }

    /// <summary>Whether its archive is meant.</summary>
    public bool TargetArchive { get; init; }

    /// <summary>Whether its id is composed without a call.</summary>
    public bool ComposeMailboxId { get; init; }

    /// <summary>The target folder, or null: each item goes to the place that it came from.</summary>
    public FolderIdentity? Folder { get; init; }

    /// <summary>Whether whole folders are copied: they are made in the target, below <see cref="Folder"/> when there is one.</summary>
    public bool KeepsTree { get; init; }

    /// <summary>Whether missing folders may be created.</summary>
    public bool CreateFolder { get; init; }

    /// <summary>Whether items are copied once more although the target has them; else they are skipped.</summary>
    public bool MakeCopies { get; init; }

    /// <summary>Whether items are removed from the source when their copies are proven.</summary>
    public bool Move { get; init; }

    /// <summary>Whether a move removes items folder by folder, else at the end.</summary>
    public bool RemovesByFolder { get; init; }

    /// <summary>Where the journal is; null for local application data.</summary>
    public string? JournalPath { get; init; }
}
