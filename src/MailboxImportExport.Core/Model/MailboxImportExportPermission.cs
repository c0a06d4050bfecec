using System;

namespace MailboxImportExport.Model;

/// <summary>A permission of Microsoft Graph that this module can need, in its application or its delegated form.</summary>
public sealed record MailboxImportExportPermission
{
    /// <summary>Name, for example <c>MailboxItem.Export.All</c>; the delegated form of the mailbox permissions is without <c>.All</c>.</summary>
    public required string Permission { get; init; }

    /// <summary><c>Application</c> or <c>Delegated</c>.</summary>
    public required string Type { get; init; }

    /// <summary>Its name in a portal.</summary>
    public required string DisplayName { get; init; }

    /// <summary>What it allows.</summary>
    public required string Description { get; init; }

    /// <summary>Whether only an administrator can consent to it; null where that is not known.</summary>
    public bool? AdminConsentRequired { get; init; }

    /// <summary>Id of the application role or the delegated scope; null where it is not certain without asking the tenant.</summary>
    public Guid? Id { get; init; }

    /// <summary>Where id and texts come from: <c>Module</c>, or <c>Tenant</c> with <c>-FromTenant</c>.</summary>
    public required string Source { get; init; }

    /// <summary>Role of Exchange Online that gives the same on some mailboxes only; null where there is none.</summary>
    public string? ExchangeRole { get; init; }

    /// <summary>Commands of this module that need it, for all or for a part of what they do.</summary>
    public TextList Commands { get; init; } = TextList.Empty;

    /// <summary>What the command that was asked for needs it for; null when no command was asked for.</summary>
    public string? NeededFor { get; init; }

    /// <summary>Calls of the service for which this is the least privileged permission.</summary>
    public TextList Calls { get; init; } = TextList.Empty;

    /// <summary>Higher permissions that allow the same calls.</summary>
    public TextList IncludedIn { get; init; } = TextList.Empty;

    /// <inheritdoc/>
    public override string ToString() => Permission;
}
