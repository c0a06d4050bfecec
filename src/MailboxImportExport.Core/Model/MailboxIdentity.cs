using System;

namespace MailboxImportExport.Model;

/// <summary>
/// What is known of a mailbox that a user named or piped in. Which of it is used, and in which order, is decided in one place,
/// when the mailbox is looked up.
/// </summary>
public sealed record MailboxIdentity
{
    /// <summary>A ready id of the form <c>MBX:guid@guid</c>.</summary>
    public string? MailboxId { get; init; }

    /// <summary>A ready id of the archive, when the object brought both.</summary>
    public string? ArchiveMailboxId { get; init; }

    /// <summary>Whether <see cref="MailboxId"/> names an archive.</summary>
    public bool IsArchive { get; init; }

    /// <summary>GUID of the primary mailbox (<c>ExchangeGuid</c>, in statistics <c>MailboxGuid</c>).</summary>
    public Guid? ExchangeGuid { get; init; }

    /// <summary>GUID of the in-place archive.</summary>
    public Guid? ArchiveGuid { get; init; }

    /// <summary>Entra object id as Exchange names it.</summary>
    public Guid? ExternalDirectoryObjectId { get; init; }

    /// <summary>Entra object id as Microsoft Graph names it (<c>Id</c>).</summary>
    public Guid? ObjectId { get; init; }

    /// <summary>User principal name.</summary>
    public string? UserPrincipalName { get; init; }

    /// <summary>Primary SMTP address. Graph finds a user by it only where it equals the user principal name.</summary>
    public string? Address { get; init; }

    /// <summary>The folder that the object names besides its mailbox, for example a piped folder.</summary>
    public FolderIdentity? Folder { get; init; }

    /// <summary>The listed item that was piped in.</summary>
    public MailboxItem? Item { get; init; }

    /// <summary>Display name, for messages and tables.</summary>
    public string? DisplayName { get; init; }

    /// <summary>What the user would call this mailbox.</summary>
    public required string Text { get; init; }

    /// <summary>Whether anything is known by which a mailbox can be found.</summary>
    public bool IsRecognized => MailboxId is not null || ExchangeGuid is not null || ArchiveGuid is not null
        || ExternalDirectoryObjectId is not null || ObjectId is not null || UserPrincipalName is not null || Address is not null;

    /// <inheritdoc/>
    public override string ToString() => Text;
}
