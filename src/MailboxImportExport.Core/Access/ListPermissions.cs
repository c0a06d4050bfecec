using System;
using System.Collections.Generic;
using System.Linq;
using MailboxImportExport.Graph.Directory;
using MailboxImportExport.Model;

namespace MailboxImportExport.Access;

/// <summary>Shows the permissions as users see them: joined with the commands and calls that need them, and with the ids of a tenant.</summary>
/// <param name="needs">What the commands need.</param>
/// <param name="offered">What Microsoft Graph offers in a tenant, or null when it was not asked.</param>
internal sealed class ListPermissions(IReadOnlyList<CommandNeed> needs, OfferedPermissions? offered)
{
    /// <summary>All permissions, the least privileged first, each in its delegated form before that for applications.</summary>
    /// <param name="command">The one command that is asked about, or null.</param>
    public IEnumerable<MailboxImportExportPermission> Run(string? command)
    {
        foreach (GraphPermission permission in PermissionTable.All)
        {
            CommandNeed? need = needs.FirstOrDefault(n => Is(n.Permission, permission.Name) && Is(n.Command, command));
            if (command is null || need is not null)
            {
                yield return Show(permission, need, delegated: true);
                yield return Show(permission, need, delegated: false);
            }
        }
    }

    private MailboxImportExportPermission Show(GraphPermission permission, CommandNeed? need, bool delegated)
    {
        string name = delegated ? permission.DelegatedName : permission.Name;
        OfferedPermission? known = offered?.Find(name, delegated);
        return new MailboxImportExportPermission
        {
            Permission = name,
            Type = delegated ? "Delegated" : "Application",
            DisplayName = known?.DisplayName ?? (delegated ? permission.DelegatedTitle : permission.Title),
            Description = known?.Description ?? permission.Allows,
            AdminConsentRequired = known?.NeedsAdministrator ?? (delegated ? permission.DelegatedNeedsAdministrator : true),
            Id = offered is null ? (delegated ? permission.ScopeId : permission.RoleId) : known?.Id,
            Source = known is null ? "Module" : "Tenant",
            ExchangeRole = delegated ? null : permission.ExchangeRole,
            Commands = new TextList([.. needs.Where(n => Is(n.Permission, permission.Name)).Select(static n => n.Command).Distinct()]),
            NeededFor = need is null ? null : need.For ?? "all that it does",
            Calls = new TextList([.. MethodTable.All.Where(m => Is(m.Permission, permission.Name)).Select(static m => m.Name)]),
            IncludedIn = new TextList([.. Higher(permission.Name).Select(h => delegated ? GraphPermission.DelegatedNameOf(h) : h)]),
        };
    }

    private static IEnumerable<string> Higher(string permission)
        => MethodTable.All.Where(m => Is(m.Permission, permission)).SelectMany(static m => m.Higher).Distinct();

    private static bool Is(string? one, string? other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
