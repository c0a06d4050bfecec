namespace MailboxImportExport.Model;

/// <summary>One mailbox as the import and export API addresses it: the primary or the archive mailbox of a user.</summary>
public sealed record MailboxContentStore
{
    /// <summary>The id that the API uses: <c>MBX:</c>, the GUID of the mailbox, <c>@</c>, the id of the tenant.</summary>
    public required string MailboxId { get; init; }

    /// <summary>The id of the in-place archive of the same user, when it is known to exist.</summary>
    public string? ArchiveMailboxId { get; init; }

    /// <summary>What the mailbox was asked for by: an address, an object id, or the mailbox id itself.</summary>
    public required string Identity { get; init; }

    /// <summary>Display name of the mailbox, when the piped object had one.</summary>
    public string? DisplayName { get; init; }

    /// <summary>User principal name, when it is known.</summary>
    public string? UserPrincipalName { get; init; }

    /// <summary>Whether this is the in-place archive.</summary>
    public bool IsArchive { get; init; }

    /// <summary>How the id was found.</summary>
    public required MailboxResolution ResolvedBy { get; init; }

    /// <inheritdoc/>
    public override string ToString() => IsArchive ? Identity + " (archive)" : Identity;
}
