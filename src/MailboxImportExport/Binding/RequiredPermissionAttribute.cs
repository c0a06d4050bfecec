using System;

namespace MailboxImportExport.Binding;

/// <summary>
/// A Graph permission that a command needs: the one source for the help, for the list of permissions and for the text of a refusal.
/// </summary>
/// <param name="permission">Application permission, for example <c>MailboxItem.Export.All</c>; the delegated one is without <c>.All</c>.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = true)]
public sealed class RequiredPermissionAttribute(string permission) : Attribute
{
    /// <summary>Application permission.</summary>
    public string Permission { get; } = permission;

    /// <summary>What it is needed for, when that is not everything that the command does.</summary>
    public string? For { get; init; }
}
