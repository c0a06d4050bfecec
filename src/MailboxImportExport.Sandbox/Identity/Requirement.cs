using System.Collections.Generic;

namespace MailboxImportExport.Sandbox.Identity;

/// <summary>
/// The permissions any of which a call needs, by their base names, such as <c>MailboxItem.Export</c>: the delegated scope is called so, the application
/// role has <c>.All</c> behind it, the role in Exchange has <c>Application</c> before it.
/// </summary>
internal sealed record Requirement(IReadOnlyList<string> Permissions)
{
    /// <summary>Whether a user needs a role in the directory besides the permission.</summary>
    public bool IsForAdministrators { get; init; }

    /// <summary>Further permissions, of which it is not known whether they are enough: a switch decides.</summary>
    public IReadOnlyList<string> Doubtful { get; init; } = [];
}
