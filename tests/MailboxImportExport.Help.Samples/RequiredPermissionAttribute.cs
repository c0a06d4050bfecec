using System;

namespace MailboxImportExport.Binding;

/// <summary>Has the name that the help generator looks for.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
internal sealed class RequiredPermissionAttribute(string permission) : Attribute
{
    public string Permission { get; } = permission;

    public string? For { get; set; }
}
