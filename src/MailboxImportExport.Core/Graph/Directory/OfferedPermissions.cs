using System;
using System.Linq;
using MailboxImportExport.Graph.Json;

namespace MailboxImportExport.Graph.Directory;

/// <summary>What Microsoft Graph offers in a tenant, looked up by name: the ids of several permissions of this API are not published.</summary>
internal sealed class OfferedPermissions(ServicePrincipalJson graph)
{
    /// <summary>Object id of Microsoft Graph in the tenant.</summary>
    public string GraphObjectId { get; } = graph.Id ?? throw Errors.AnswerInvalid("the service principal of Microsoft Graph has no id.");

    /// <summary>Finds a permission by its name in one of its forms; null when the tenant does not know it.</summary>
    public OfferedPermission? Find(string name, bool delegated) => delegated ? Scope(name) : Role(name);

    private OfferedPermission? Role(string name)
    {
        AppRoleJson? role = graph.AppRoles?.FirstOrDefault(r => Is(r.Value, name) && r.IsEnabled != false);
        return role?.Id is Guid id ? new OfferedPermission(id, role.DisplayName, role.Description, NeedsAdministrator: true) : null;
    }

    private OfferedPermission? Scope(string name)
    {
        PermissionScopeJson? scope = graph.Oauth2PermissionScopes?.FirstOrDefault(s => Is(s.Value, name) && s.IsEnabled != false);
        return scope?.Id is Guid id
            ? new OfferedPermission(id, scope.AdminConsentDisplayName, scope.AdminConsentDescription, string.Equals(scope.Type, "Admin", StringComparison.OrdinalIgnoreCase))
            : null;
    }

    private static bool Is(string? one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
