using System;

namespace MailboxImportExport.Access;

/// <summary>A permission of Microsoft Graph in both its forms.</summary>
internal sealed record GraphPermission
{
    private const string ApplicationSuffix = ".All";
    private const string ItemPrefix = "MailboxItem.";
    private const string FolderPrefix = "MailboxFolder.";

    /// <summary>Name of the application role, which is also what the commands name.</summary>
    public required string Name { get; init; }

    /// <summary>What the application role is called.</summary>
    public required string Title { get; init; }

    /// <summary>What the delegated scope is called.</summary>
    public required string DelegatedTitle { get; init; }

    /// <summary>What it allows, without saying on which mailboxes.</summary>
    public required string Allows { get; init; }

    /// <summary>Whether users cannot consent to the delegated form themselves; null where sources are silent.</summary>
    public bool? DelegatedNeedsAdministrator { get; init; }

    /// <summary>Id of the role, only where several independent sources agree; everything else is looked up by name.</summary>
    public Guid? RoleId { get; init; }

    /// <summary>Id of the scope, under the same condition.</summary>
    public Guid? ScopeId { get; init; }

    /// <summary>Name of the delegated scope.</summary>
    public string DelegatedName => DelegatedNameOf(Name);

    /// <summary>Role of Exchange Online, which has no directory permissions.</summary>
    public string? ExchangeRole => IsOfMailboxes(Name) ? "Application " + DelegatedName : null;

    /// <summary>Whether Exchange decides on it, mailbox by mailbox.</summary>
    public static bool IsOfMailboxes(string name) => name.StartsWith(ItemPrefix, StringComparison.Ordinal) || name.StartsWith(FolderPrefix, StringComparison.Ordinal);

    /// <summary>The delegated form of a name: directory permissions keep their <c>.All</c>.</summary>
    public static string DelegatedNameOf(string name) => IsOfMailboxes(name) && name.EndsWith(ApplicationSuffix, StringComparison.Ordinal)
        ? name.Substring(0, name.Length - ApplicationSuffix.Length)
        : name;
}
