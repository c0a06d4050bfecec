namespace MailboxImportExport.Model;

/// <summary>What a run did about one folder.</summary>
public sealed record FolderCoverage
{
    /// <summary>The mailbox that the folder is in.</summary>
    public required string MailboxId { get; init; }

    /// <summary>The id of the folder.</summary>
    public required string FolderId { get; init; }

    /// <summary>Path of the folder.</summary>
    public required string Path { get; init; }

    /// <summary>Items in the folder as the service counted them.</summary>
    public int ServerCount { get; init; }

    /// <summary>Items that the listing of the folder brought.</summary>
    public long Listed { get; init; }

    /// <summary>Whether the folder was listed to its end.</summary>
    public bool IsListed { get; init; }

    /// <summary>Why the folder was left out, or null.</summary>
    public string? LeftOut { get; init; }

    /// <inheritdoc/>
    public override string ToString() => LeftOut is null ? $"{Path}: {Listed}" : $"{Path}: left out ({LeftOut})";
}
