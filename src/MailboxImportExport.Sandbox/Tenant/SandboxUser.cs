using System;

namespace MailboxImportExport.Sandbox.Tenant;

/// <summary>A user of the directory, with a mailbox or without. A shared mailbox has a user, too.</summary>
internal sealed record SandboxUser(Guid ObjectId, string UserPrincipalName, string DisplayName)
{
    /// <summary>The main address; it may differ from the user principal name.</summary>
    public required string PrimarySmtpAddress { get; init; }

    /// <summary>Whether the user may change the directory.</summary>
    public bool IsAdministrator { get; init; }

    public SandboxMailbox? Mailbox { get; init; }

    public SandboxMailbox? Archive { get; init; }

    /// <summary>What Get-Mailbox shows as ExchangeGuid.</summary>
    public Guid ExchangeGuid => Mailbox?.Guid ?? Guid.Empty;

    /// <summary>What Get-Mailbox shows as ArchiveGuid: zeros without an archive.</summary>
    public Guid ArchiveGuid => Archive?.Guid ?? Guid.Empty;
}
